import { type AlarmSpec, heartbeatAlarm, ownAlarms, tickInvocations } from '@tocsin/workflow';
import type { Deployment } from '../deployment.ts';

/** The alarms on Tocsin itself and its heartbeat, as far as is known what there is to watch. */
export function ownSpecs({ stage, queues, deadLetters, functions }: Deployment): AlarmSpec[] {
  const names = Object.fromEntries(
    Object.entries(queues).flatMap(([queue, url]) => {
      const name = url?.split('/').at(-1);
      return name ? [[queue, name]] : [];
    }),
  );
  const tick = functions['tick'];
  // Variables alone may lead to queues of any deployment, one without alarms too.
  if (tick === undefined) return [];
  return [
    ...ownAlarms({ stage, queues: names, deadLetters, functions }),
    heartbeatAlarm({ stage, ticks: tickInvocations(tick) }),
  ];
}
