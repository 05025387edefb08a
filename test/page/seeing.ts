import type { Incident } from '@tocsin/incident';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { incidentChannels, incidentIn } from '../../packages/workbench/src/incident-channel.ts';
import { until } from '../../packages/workbench/src/until.ts';
import type { Workbench } from '../../packages/workbench/src/workbench.ts';

/** A machine that builds, serves and draws on two cores may be slow to draw. */
export const patienceMs = 60_000;

/** The channel of the first incident, or of the one that is called so. */
export const channelOpened = (workbench: Workbench, title?: string): Promise<SnapshotChannel> =>
  until('an incident has its channel', workbench.story, async () => {
    for (const channel of incidentChannels(workbench)) {
      const incident = await incidentIn(workbench, channel);
      if (incident && (title === undefined || incident.title === title)) return channel;
    }
    return undefined;
  });

/** Waits until what the functions wrote of the channel's incident is so. */
export const seeing =
  (workbench: Workbench, { id }: SnapshotChannel) =>
  (what: string, holds: (incident: Incident) => boolean): Promise<Incident> =>
    until(what, workbench.story, async () => {
      const channel = incidentChannels(workbench).find((one) => one.id === id);
      const incident = channel && (await incidentIn(workbench, channel));
      return incident && holds(incident) ? incident : undefined;
    });
