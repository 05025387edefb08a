import { workflows } from '@tocsin/catalog';
import type { Incident } from '@tocsin/incident';
import type { SnapshotChannel, SnapshotMessage } from '@tocsin/slack-simulator';
import { stepOf } from '@tocsin/workflow';
import type { Workbench } from './workbench.ts';

/** Channels that were opened for incidents, as Slack has them now. */
export function incidentChannels({ slack }: Workbench): SnapshotChannel[] {
  return slack.snapshot().channels.filter((channel) => channel.name.startsWith('inc-'));
}

/** The same channel as one person sees it now. */
export function seenBy({ slack }: Workbench, user: string, { id }: SnapshotChannel): SnapshotChannel {
  const found = slack.snapshot(user).channels.find((channel) => channel.id === id);
  if (!found) throw new Error(`${user} sees no channel ${id}`);
  return found;
}

interface EffectMetadata {
  readonly event_payload?: { readonly incident?: string; readonly effect?: string };
}

/** The message that says what is going on, told by its metadata. */
export function situationIn(channel: SnapshotChannel): (SnapshotMessage & { readonly incident: string }) | undefined {
  for (const message of channel.messages) {
    const payload = (message.metadata as EffectMetadata | undefined)?.event_payload;
    if (payload?.effect === 'situation' && payload.incident !== undefined)
      return { ...message, incident: payload.incident };
  }
  return undefined;
}

export async function incidentIn({ store }: Workbench, channel: SnapshotChannel): Promise<Incident | undefined> {
  const situation = situationIn(channel);
  return situation && store.load(situation.incident);
}

/** A naming counts once people can read it: the first block of the channel's first message says the step's title. */
export function showsStep(channel: SnapshotChannel, { naming }: Incident): boolean {
  const workflow = workflows.find(({ id }) => id === naming?.workflow);
  const step = workflow && stepOf(workflow, naming?.step ?? '');
  return step !== undefined && JSON.stringify(situationIn(channel)?.blocks[0] ?? '').includes(step.title);
}
