/**
 * In place of Bun's types, of which SST's platform uses this one: they declare globals of Bun, among them a URL of more
 * members than Node's, and would hold all code that the stacks' tests import against these.
 */
export type Shell = unknown;
