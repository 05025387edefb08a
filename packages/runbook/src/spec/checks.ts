import * as z from 'zod/mini';
import { Duration, Expected, JsonObject, Text, Texts, Url } from './values.ts';

/** What every check may say: how long one look may take, and how long to keep looking until the reading is as expected. */
const anyCheck = {
  timeout: z._default(Duration, 30_000),
  within: z.optional(Duration),
  region: z.optional(Text),
};

const Metric = z.strictObject({
  check: z.literal('metric'),
  namespace: Text,
  metric: Text,
  dimensions: z._default(Texts, {}),
  statistic: z._default(
    z
      .string()
      .check(
        z.regex(
          /^(Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/,
          'use Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99',
        ),
      ),
    'Average',
  ),
  period: z._default(Duration, 60_000),
  /** How far back to look; the latest datapoint counts. */
  over: z._default(Duration, 600_000),
  expect: Expected,
  ...anyCheck,
});

const Logs = z.strictObject({
  check: z.literal('logs'),
  groups: z.array(Text, 'list the log groups').check(z.minLength(1, 'list the log groups')),
  query: Text,
  over: z._default(Duration, 900_000),
  /** The field of the first row to look at; the number of rows when left out. */
  field: z.optional(Text),
  expect: Expected,
  ...anyCheck,
});

const Dynamodb = z.strictObject({
  check: z.literal('dynamodb'),
  table: Text,
  key: Texts,
  expect: z.union(
    [z.enum(['exists', 'absent']), z.record(z.string(), Expected)],
    'write exists, absent, or attributes with what they are to be',
  ),
  ...anyCheck,
});

const Http = z.strictObject({
  check: z.literal('http'),
  url: Url,
  method: z._default(z.enum(['GET', 'HEAD', 'POST'], 'use GET, HEAD or POST'), 'GET'),
  headers: z._default(Texts, {}),
  body: z.optional(z.union([Text, JsonObject])),
  /** The status. */
  expect: Expected,
  /** A text that the answer has to contain. */
  contains: z.optional(Text),
  ...anyCheck,
});

const Canary = z.strictObject({
  check: z.literal('canary'),
  /** Run once more now, rather than read what the last scheduled run said. */
  workflow: Text,
  /** The step that has to pass; all of them when left out. */
  step: z.optional(Text),
  expect: z._default(z.literal('passes', 'a canary is expected to be: passes'), 'passes'),
  ...anyCheck,
  timeout: z._default(Duration, 120_000),
});

const Alarm = z.strictObject({
  check: z.literal('alarm'),
  alarm: Text,
  expect: z._default(z.enum(['OK', 'ALARM'], 'an alarm is expected to be: OK, or ALARM'), 'OK'),
  ...anyCheck,
});

export const checkSchemas = {
  metric: Metric,
  logs: Logs,
  dynamodb: Dynamodb,
  http: Http,
  canary: Canary,
  alarm: Alarm,
} as const;

export type CheckKind = keyof typeof checkSchemas;
export const checkKinds = Object.keys(checkSchemas) as CheckKind[];
/** What a check step looks at, and what it expects; durations in ms. */
export type Check = { [Kind in CheckKind]: z.infer<(typeof checkSchemas)[Kind]> }[CheckKind];
