export { AwsError, type AwsErrorCode } from './errors.ts';
export { dynamoStore } from './store/store.ts';
export { tableInput } from './table.ts';
