export * from './errors.ts';
export * from './ledger.ts';
export * from './ports.ts';
export * from './signal.ts';
export * from './views.ts';
