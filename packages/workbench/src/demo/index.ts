export { type Demo, type DemoDependency, type DemoOptions, startDemo } from './start-demo.ts';
