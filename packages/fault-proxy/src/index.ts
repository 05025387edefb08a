export { createFaultProxy, type FaultProxy, type FaultProxyOptions } from './create-fault-proxy.ts';
export { describeFault, Fault, Only } from './fault.ts';
export type { LogEntry } from './log.ts';
