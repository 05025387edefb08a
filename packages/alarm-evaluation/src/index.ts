export { datapointsOf, everySecondsOf, slotMsOf } from './datapoints.ts';
export { type AlarmEngine, createEngine, type EngineSpec, type Move } from './engine.ts';
export { evaluate, evaluationRange, type Rule, type Verdict } from './evaluate.ts';
export { evaluateMath, type MathScope, type Series } from './math/evaluate.ts';
export { MathError, type MathExpression, parseMath } from './math/parse.ts';
export { type Datum, type Metrics, metricStore } from './metric-store.ts';
export { alarmsIn, type Expression, holds, parseRule, RuleError } from './rule.ts';
export type { Datapoint, MetricSource, PeriodsQuery } from './source.ts';
export type { Alarm, CompositeAlarm, DataAlarm, StateValue } from './spec.ts';
