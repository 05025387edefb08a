import * as z from 'zod/mini';

const MetricId = z
  .string()
  .check(z.regex(/^[a-z][a-zA-Z0-9_]*$/, 'use a letter, then letters, digits and underscores'));

/** A metric as CloudWatch knows it; `Sum` where nothing is said, for these are counts. */
export const MetricRef = z.strictObject({
  namespace: z.string().check(z.minLength(1, 'name the namespace')),
  name: z.string().check(z.minLength(1, 'name the metric')),
  dimensions: z._default(z.record(z.string(), z.string()), {}),
  statistic: z._default(z.enum(['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum']), 'Sum'),
});
export type MetricRef = z.infer<typeof MetricRef>;

/** A number of requests: a metric, or metric math over some. */
const Count = z.union(
  [
    MetricRef,
    z.strictObject({
      expression: z.string().check(z.minLength(1, 'write metric math')),
      metrics: z.record(MetricId, MetricRef),
    }),
  ],
  'name a metric (namespace, name), or give math over some (expression, metrics)',
);
export type Count = z.infer<typeof Count>;

/** Where the SLI comes from. */
export const SliSource = z.discriminatedUnion('type', [
  /** The canary's own tries: enough where real traffic is thin. */
  z.strictObject({ type: z.literal('canary') }),
  /** Real requests. Bad ones are counted, or follow from the good ones; of a latency, its metric is all that is needed. */
  z.strictObject({
    type: z.literal('metrics'),
    bad: z.optional(Count),
    good: z.optional(Count),
    total: z.optional(Count),
    latency: z.optional(MetricRef),
    /** `high`: stored with `StorageResolution` 1, so that an alarm may look at it every 10 s. */
    resolution: z._default(z.enum(['standard', 'high']), 'standard'),
    /** Requests a minute when it is quiet; says what a low-traffic service can expect of its alarms. */
    perMinute: z.optional(z.number().check(z.positive())),
  }),
  /** A service, or one of its operations, that Application Signals watches. */
  z.strictObject({
    type: z.literal('application-signals'),
    service: z.string().check(z.minLength(1, 'name the service')),
    environment: z.string().check(z.minLength(1, 'name the environment, such as lambda:default')),
    operation: z.optional(z.string()),
  }),
]);
export type SliSource = z.infer<typeof SliSource>;

/** Availability: the share of good canary runs or requests; latency: the share of them within `thresholdMs`. */
export const Slo = z.strictObject({
  objective: z.number().check(z.gte(50, 'state the objective in percent, 50 or more'), z.lt(100, 'stay below 100 %')),
  window: z.enum(['28d', '30d']),
  sli: z._default(z.enum(['availability', 'latency']), 'availability'),
  thresholdMs: z.optional(z.int().check(z.positive())),
  from: z.prefault(SliSource, { type: 'canary' }),
});
export type Slo = z.infer<typeof Slo>;
export type SloDeclaration = z.input<typeof Slo>;
