export { AwsError, type AwsErrorCode } from './errors.ts';
export { dynamoStore } from './store/store.ts';
export { tableInput } from './table.ts';
export { parseSignals } from './signals/parse-signals.ts';
export type { ParsedSignal } from './signals/parsed-signal.ts';
