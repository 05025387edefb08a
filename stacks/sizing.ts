/** The functions, by the folder of their bundle. */
export type FunctionName = 'intake' | 'slack' | 'respond' | 'tick' | 'look' | 'act' | 'draft';

/**
 * Memory buys CPU: a function has a whole one at 1,769 MB (Lambda developer guide, "Configure memory"). Timeouts bound how
 * long a queue waits for a call that hangs.
 *
 *     slack    1024 MB  10 s  Slack waits 3 s, so the start counts; the rest is for a button's answer after that
 *     respond   512 MB  30 s  page, channel, situation, then the rest: four waits of the Slack client's 5 s at worst
 *     intake    512 MB  15 s  ten signals, a few DynamoDB calls each, at most a canary report from S3
 *     tick      512 MB  30 s  a hundred incidents due, some 50 ms each; over before the next minute's
 *     look      512 MB  60 s  a query of Logs Insights, half a minute as a rule; longer waits are the queue's
 *     act       512 MB 120 s  a function that is invoked, as long as its answer takes; longer waits are the queue's
 *     draft    1024 MB  60 s  some forty pages of a channel in one go, and a draft of ten thousand messages in memory; a
 *                            longer channel is read on when its message comes back
 */
export const sizing = {
  intake: { memory: '512 MB', timeoutSeconds: 15 },
  slack: { memory: '1024 MB', timeoutSeconds: 10 },
  respond: { memory: '512 MB', timeoutSeconds: 30 },
  tick: { memory: '512 MB', timeoutSeconds: 30 },
  look: { memory: '512 MB', timeoutSeconds: 60 },
  act: { memory: '512 MB', timeoutSeconds: 120 },
  draft: { memory: '1024 MB', timeoutSeconds: 60 },
} as const satisfies Record<FunctionName, { memory: `${number} MB`; timeoutSeconds: number }>;

/**
 * How long a queue hides a message that a function works on: six times its timeout, so that Lambda can retry throttled
 * calls meanwhile (Lambda developer guide, "Using Lambda with Amazon SQS").
 */
export function visibility(name: FunctionName): `${number} seconds` {
  return `${6 * sizing[name].timeoutSeconds} seconds`;
}

/**
 * How often a message is received before it counts as dead. Five tries of intake are seven minutes: longer than DynamoDB
 * throttles, short enough that the alarm on the dead letters comes while the lost alarm still matters. For respond, being
 * put off by Slack's rate limit counts too; ten are five to ten minutes. What it gives up is not lost, for the tick sends a
 * new message each minute, but somebody should know.
 * The message of a task comes back for every look at an automation or an alarm: an hour of them, and some for failures.
 * That of a draft comes back for every minute or rate limit of a long channel; after an hour the function itself gives up.
 */
export const tries = { intake: 5, respond: 10, look: 400, act: 400, draft: 400 } as const;
