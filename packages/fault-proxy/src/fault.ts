import * as z from 'zod';

/** Which requests a fault meets; all when left out. What is given must all fit. */
export const Only = z.strictObject({
  methods: z.array(z.string()).optional(),
  /** A part of the path with its query. */
  path: z.string().optional(),
  /** AWS operations, as the end of `X-Amz-Target` names them: `PutItem`, `SendMessage`. */
  operations: z.array(z.string()).optional(),
  /** Host names; for a proxy without a target, which sees requests to many. */
  hosts: z.array(z.string()).optional(),
});
export type Only = z.infer<typeof Only>;

const common = {
  only: Only.optional(),
  /** Meets so many requests, then mends itself. */
  times: z.int().positive().optional(),
};

/** What can go wrong between a caller and its dependency. */
export const Fault = z.discriminatedUnion('type', [
  /** Answers with a status at once; the dependency is not asked. */
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    retryAfterSeconds: z.int().nonnegative().optional(),
    body: z.string().optional(),
    ...common,
  }),
  /** Passes everything on, so much later. */
  z.strictObject({ type: z.literal('delay'), ms: z.int().positive(), ...common }),
  /** Resets the connection (RST) instead of answering. */
  z.strictObject({ type: z.literal('reset'), ...common }),
  /** Takes the request and never answers. */
  z.strictObject({ type: z.literal('hang'), ...common }),
  /** Replaces the answer's body, or every `find` in it. */
  z.strictObject({ type: z.literal('rewrite'), find: z.string().min(1).optional(), with: z.string(), ...common }),
  /** Cuts the answer's body after so many bytes. */
  z.strictObject({ type: z.literal('truncate'), bytes: z.int().nonnegative(), ...common }),
  /**
   * Freezes what callers see: reads get the last good answer to the same request, writes are acknowledged and dropped.
   * All looks well, and nothing moves.
   */
  z.strictObject({ type: z.literal('stale'), ...common }),
]);
export type Fault = z.infer<typeof Fault>;

/** A fault in plain words: `answers 503`, `hangs`. */
export function describeFault(fault: Fault): string {
  switch (fault.type) {
    case 'status':
      return `answers ${fault.status}`;
    case 'delay':
      return `answers ${fault.ms} ms late`;
    case 'reset':
      return 'resets connections';
    case 'hang':
      return 'never answers';
    case 'rewrite':
      return 'answers with wrong content';
    case 'truncate':
      return `cuts answers after ${fault.bytes} bytes`;
    case 'stale':
      return 'drops writes and answers from the past';
    default: {
      const never: never = fault;
      throw new TypeError(`unknown fault ${JSON.stringify(never)}`);
    }
  }
}
