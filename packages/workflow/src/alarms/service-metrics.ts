import type { AlarmMetric } from './spec.ts';

/**
 * What Tocsin measures of itself, by function and stage, apart from what its canaries measure of others.
 *
 *     AlarmToVisible   respond   from the alarm's own time to the message that names the step, once an incident
 *     EffectsRetried   respond   effects that have to be tried again, or were taken up after a crash
 *     QueueAge         intake, respond   how long the oldest message of a batch was under way
 *     TickLateness     tick      from the minute that it was scheduled for to its start
 *     TimersOverdue    tick      how long the longest-waiting incident has been due, where any is
 *
 * How many messages wait, and lie in dead-letter queues, SQS measures itself.
 */
export const serviceMetrics = {
  AlarmToVisible: 'Milliseconds',
  EffectsRetried: 'Count',
  QueueAge: 'Milliseconds',
  TickLateness: 'Milliseconds',
  TimersOverdue: 'Milliseconds',
} as const;
export type ServiceMetric = keyof typeof serviceMetrics;

export const serviceNamespace = 'Tocsin/Service';

/** Where one of them is found. */
export const serviceMetric = (name: ServiceMetric, about: { stage: string; function: string }): AlarmMetric => ({
  namespace: serviceNamespace,
  name,
  dimensions: { Stage: about.stage, Function: about.function },
});
