/** What went wrong outside; `code` is stable, the text is for a log. */
export type AwsErrorCode = 'store' | 'lost-claim' | 'queue' | 'page' | 'storage' | 'refused' | 'configuration';

/** The one error of this package: an AWS call that failed for good, a claim that was lost, a configuration that lacks. */
export class AwsError extends Error {
  readonly code: AwsErrorCode;
  constructor(code: AwsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AwsError';
    this.code = code;
  }
}

/** Says what was being done when an AWS call failed; the call's own error is the cause. */
export async function during<Value>(code: AwsErrorCode, what: string, call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const name = error instanceof Error ? error.name : 'unknown error';
    throw new AwsError(code, `${what}: ${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
