/** How late CloudWatch sees what happened: a datapoint is there after a delay, and alarms are looked at every so often. */
export interface Timing {
  readonly everySeconds: number;
  readonly delaySeconds: readonly [least: number, most: number];
}

/**
 * Alarms with periods of 10, 20 and 30 s are evaluated every 10 s, others every minute, and hourly where they span more than a
 * day (CloudWatch user guide, "Alarm evaluation"). How long a datapoint takes to be there is documented nowhere: these are what
 * others measured, 17 s from datum to ALARM with high resolution and 50 s after the end of the minute without.
 */
export const timings = {
  high: { everySeconds: 10, delaySeconds: [4, 10] },
  standard: { everySeconds: 60, delaySeconds: [5, 35] },
  daily: { everySeconds: 3_600, delaySeconds: [5, 35] },
} as const satisfies Record<string, Timing>;

/** How an alarm of such a period is evaluated. */
export function timingOf({
  periodSeconds,
  evaluationPeriods,
}: {
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
}): Timing {
  if (periodSeconds < 60) return timings.high;
  return periodSeconds * evaluationPeriods > 86_400 ? timings.daily : timings.standard;
}

/** From the datum that decides to the alarm's action, at worst: its slot ends, it arrives, the alarm is looked at. */
export const lagAtMost = ({ everySeconds, delaySeconds }: Timing): number => 2 * everySeconds + delaySeconds[1];

/** The same on average. */
export const lagOnAverage = ({ everySeconds, delaySeconds: [least, most] }: Timing): number =>
  everySeconds + (least + most) / 2;
