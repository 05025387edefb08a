import * as z from 'zod/mini';

/** What a metric alarm measures, as far as it tells where the alarm belongs. */
export interface Measured {
  /** Of all metrics together: an alarm on metric math over one canary's steps still names the canary. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly namespace?: string;
}

/** Later metrics do not overwrite earlier ones: the first is the one that people put in front. */
export function merged(
  metrics: readonly {
    readonly namespace?: string | undefined;
    readonly dimensions: Readonly<Record<string, string>>;
  }[],
): Measured {
  const dimensions = Object.fromEntries(metrics.toReversed().flatMap((metric) => Object.entries(metric.dimensions)));
  const namespace = metrics.find((metric) => metric.namespace !== undefined)?.namespace;
  return { dimensions, ...(namespace === undefined ? {} : { namespace }) };
}

/** Tags, dimensions and attributes: what is no text in them is left out rather than taken as a reason to refuse an alarm. */
export const Texts = z.pipe(
  z.nullish(z.record(z.string(), z.unknown())),
  z.transform((map) =>
    Object.fromEntries(
      Object.entries(map ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  ),
);

const Metric = z.object({ namespace: z.nullish(z.string()), dimensions: Texts });

/** `metrics` of an alarm's configuration in EventBridge and Lambda events. */
export const Metrics = z.pipe(
  z.nullish(z.array(z.object({ metricStat: z.nullish(z.object({ metric: z.nullish(Metric) })) }))),
  z.transform((metrics) =>
    merged(
      (metrics ?? []).flatMap(({ metricStat }) =>
        metricStat?.metric
          ? [{ namespace: metricStat.metric.namespace ?? undefined, dimensions: metricStat.metric.dimensions }]
          : [],
      ),
    ),
  ),
);
