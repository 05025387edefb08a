import type { Clock } from './clock.ts';
import { type EventSource, eventSource } from './event-source.ts';
import { type LambdaFunction, type LambdaHandler, lambdaFunction } from './lambda.ts';
import type { Messaging } from './messaging.ts';
import { resourceNames } from './resources.ts';

const functionNames = ['intake', 'respond', 'slack', 'tick', 'look', 'act', 'draft'] as const;
export type FunctionName = (typeof functionNames)[number];

/** Each by the function of its name. */
export const queuesRead = ['intake', 'respond', 'look', 'act', 'draft'] as const;

/** The functions of the handlers that there are. */
export function functionsOf(
  handlers: Partial<Record<FunctionName, LambdaHandler>>,
  { timeoutsMs = {} }: { readonly timeoutsMs?: Partial<Record<FunctionName, number>> },
  clock: Clock,
): Partial<Record<FunctionName, LambdaFunction>> {
  const functions: Partial<Record<FunctionName, LambdaFunction>> = {};
  for (const name of functionNames) {
    const handler = handlers[name];
    if (handler !== undefined)
      functions[name] = lambdaFunction({
        name,
        handler,
        clock,
        timeoutMs: timeoutsMs[name] ?? (name === 'draft' ? 60_000 : 30_000),
      });
  }
  return functions;
}

/** Hands what lies in a queue to the function of its name. */
export function connectQueues(
  functions: Partial<Record<FunctionName, LambdaFunction>>,
  messaging: Messaging,
  onError: (where: string, error: unknown) => void,
): EventSource[] {
  return queuesRead.flatMap((name) => {
    const fn = functions[name];
    if (fn === undefined) return [];
    const queue = messaging.queue(resourceNames[name]);
    return [eventSource({ queue, client: messaging.client, function: fn, onError: (error) => onError(name, error) })];
  });
}
