import * as z from 'zod/mini';
import { Duration, JsonObject, Text, Url } from './values.ts';

/** How long it may take, and where. */
const anywhere = { timeout: z._default(Duration, 60_000), region: z.optional(Text) };

const lambda = { act: z.literal('lambda'), function: Text, payload: z._default(JsonObject, {}), ...anywhere };

const automation = {
  act: z.literal('automation'),
  document: Text,
  parameters: z._default(z.record(z.string(), z.union([Text, z.array(Text)])), {}),
  ...anywhere,
  timeout: z._default(Duration, 900_000),
};

const aws = {
  act: z.literal('aws'),
  /** `<service>:<Action>` as a policy of IAM writes it. */
  call: z
    .string('write service and action, such as ecs:UpdateService')
    .check(z.regex(/^[a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]*$/, 'write service and action, such as ecs:UpdateService')),
  parameters: z._default(JsonObject, {}),
  ...anywhere,
};

const webhook = {
  act: z.literal('webhook'),
  url: Url,
  method: z._default(z.enum(['POST', 'PUT'], 'use POST or PUT'), 'POST'),
  body: z._default(JsonObject, {}),
  ...anywhere,
};

/** What undoes another act; it has no way back of its own, for it is one. */
const Back = z.discriminatedUnion('act', [
  z.strictObject(lambda),
  z.strictObject(automation),
  z.strictObject(aws),
  z.strictObject(webhook),
]);
const backMessage = 'write the act that undoes it, or a sentence that says how to, or why there is nothing to undo';
const BackOrWords = z.union([z.string().check(z.regex(/\S/, backMessage)), Back], backMessage);

/** Whether someone else must agree, and what undoes it. */
const answered = {
  approval: z.optional(z.literal('second-person', 'the only approval there is: second-person')),
  back: BackOrWords,
};

const stagesMessage = 'list percentages that rise or fall, such as [10, 50, 100]';
/** A share of the traffic is moved in stages; the weights it found are put back when it is undone or stopped. */
const shift = {
  from: Text,
  to: Text,
  /** The share of `to` after each stage, percent. */
  stages: z
    .array(z.int(stagesMessage).check(z.gte(0, stagesMessage), z.lte(100, stagesMessage)), stagesMessage)
    .check(z.minLength(1, stagesMessage)),
  /** Between two stages. */
  pause: z._default(Duration, 120_000),
  /** An alarm that, firing, stops the shift and puts the weights back. */
  'stop-on': z.optional(Text),
  ...anywhere,
  timeout: z._default(Duration, 900_000),
  approval: answered.approval,
  back: z._default(BackOrWords, 'The weights it found are put back.'),
};

export const actSchemas = {
  lambda: z.strictObject({ ...lambda, ...answered }),
  automation: z.strictObject({ ...automation, ...answered }),
  aws: z.strictObject({ ...aws, ...answered }),
  webhook: z.strictObject({ ...webhook, ...answered }),
  'route53-weight': z.strictObject({ act: z.literal('route53-weight'), zone: Text, record: Text, ...shift }),
  'alb-weight': z.strictObject({ act: z.literal('alb-weight'), rule: Text, ...shift }),
} as const;

export type ActKind = keyof typeof actSchemas;
export const actKinds = Object.keys(actSchemas) as ActKind[];
/** What an act step does when it is told to, and how that is undone; durations in ms. */
export type Act = { [Kind in ActKind]: z.infer<(typeof actSchemas)[Kind]> }[ActKind];
export type BackAct = z.infer<typeof Back>;
