import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { localPlace } from './aws.ts';
import { after, type Clock } from './clock.ts';

export type LambdaHandler = (event: never, context: Context) => unknown;

export interface LambdaSpec {
  readonly name: string;
  readonly handler: LambdaHandler;
  readonly clock: Clock;
  /** Default 30 s. Measured on the clock. */
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
}

/** A handler as Lambda runs it: with a context, against a deadline. */
export interface LambdaFunction {
  readonly name: string;
  readonly timeoutMs: number;
  /** Throws what the handler throws, or LambdaTimeout. */
  invoke(event: unknown): Promise<unknown>;
  /** Invocations under way. */
  readonly running: number;
  /** Gives up on every invocation under way, as if its process was killed. */
  abandon(): void;
}

/** The invocation ran out of time. Lambda stops the process; here the handler is abandoned, and may yet do things. */
export class LambdaTimeout extends Error {
  override readonly name = 'LambdaTimeout';
  readonly code = 'lambda_timeout';
}

export function lambdaFunction({
  name,
  handler,
  clock,
  timeoutMs = 30_000,
  memoryMb = 512,
}: LambdaSpec): LambdaFunction {
  const logStream = `${clock.now().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
  const underWay = new Set<(error: Error) => void>();
  return {
    name,
    timeoutMs,
    async invoke(event) {
      const deadline = clock.now().getTime() + timeoutMs;
      const requestId = randomUUID();
      const context: Context = {
        callbackWaitsForEmptyEventLoop: true,
        functionName: name,
        functionVersion: '$LATEST',
        invokedFunctionArn: `arn:aws:lambda:${localPlace.region}:${localPlace.account}:function:${name}`,
        memoryLimitInMB: String(memoryMb),
        awsRequestId: requestId,
        logGroupName: `/aws/lambda/${name}`,
        logStreamName: logStream,
        getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now().getTime()),
        done: notSupported,
        fail: notSupported,
        succeed: notSupported,
      };
      let giveUp: (error: Error) => void = notSupported;
      const givenUp = new Promise<never>((_resolve, reject) => {
        giveUp = reject;
      });
      const timedOut = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
      const cancel = after(clock, timeoutMs, () => giveUp(new LambdaTimeout(timedOut)));
      underWay.add(giveUp);
      try {
        // Copies by way of JSON, as through Lambda's API: what does not survive it must not be relied on.
        const result = await Promise.race([(async () => handler(copy(event) as never, context))(), givenUp]);
        return copy(result);
      } finally {
        cancel();
        underWay.delete(giveUp);
      }
    },
    get running() {
      return underWay.size;
    },
    abandon() {
      for (const giveUp of underWay) giveUp(new Error(`${name} was stopped`));
    },
  };
}

function copy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function notSupported(): never {
  throw new Error('Node.js 24 on Lambda has no callbacks; return a promise');
}
