import type { Log } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import type { Snapshot, SnapshotMessage } from '@tocsin/slack-simulator';
import { stepOf } from '@tocsin/workflow';
import { incidentsChannel } from '../../packages/workbench/src/people.ts';
import type { Tocsin } from '../harness/tocsin.ts';
import { secrets } from './deeds.ts';

/** Keeps what is logged, to be looked through for what must not be there. */
export function keptLines(): { readonly log: Log; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (message: string, fields?: Record<string, unknown>) =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { lines, log: { info: keep, warn: keep, error: keep } };
}

/**
 * Where something of a private incident is seen by whoever is not in its channel. Each of them first opens their Home and
 * asks what is open; what Slack itself wrote into a channel while it was public (who set which topic) no app can take back.
 */
export async function leaksOf(
  incident: Incident,
  { slack, world, settled }: Pick<Tocsin, 'slack' | 'world' | 'settled'>,
  logged: readonly string[],
): Promise<string[]> {
  const { channels, users } = slack.snapshot();
  const own = channels.find(({ id }) => id === incident.channel?.id);
  if (!own) return ['there is no private channel'];
  const workflow = world.catalog.workflows.find(({ id }) => id === incident.workflow);
  const step = workflow && stepOf(workflow, incident.naming?.step ?? '');
  // Its workflow has others, too; the step it names and all that was said of it since are its own.
  const told = [incident.title, ...(step ? [step.title] : []), own.name, secrets.reason, secrets.note];
  const inLogs = [incident.title, own.name, secrets.reason, secrets.note];
  const found = inLogs.filter((word) => logged.some((line) => line.includes(word))).map((word) => `logs: ${word}`);
  const outsiders = users.filter(({ id, standing }) => standing === 'member' && !own.members.includes(id));
  for (const { id } of outsiders) {
    await slack.as(id).openHome();
    await slack.as(id).command({ channel: incidentsChannel, text: '/incident list' });
    await settled();
    for (const [place, words] of seenIn(slack.snapshot(id), id))
      found.push(
        ...[...told, incident.id, own.id]
          .filter((word) => words.includes(word))
          .map((word) => `${id} in ${place}: ${word}`),
      );
  }
  return found;
}

/** All that somebody can read, by where. */
function seenIn({ channels, homes, modals }: Snapshot, user: string): [place: string, words: string][] {
  return [
    ...channels.map(({ id, messages, ...channel }): [string, string] => [
      channel.name,
      JSON.stringify({ ...channel, messages: messages.filter(isSaid).map(withoutMetadata) }),
    ]),
    ['their Home', JSON.stringify(homes.filter((home) => home.user === user))],
    ['a modal', JSON.stringify(modals)],
  ];
}

/** Which nobody is shown. */
const withoutMetadata = ({ metadata: _, replies, ...message }: SnapshotMessage): object => ({
  ...message,
  replies: replies.map(withoutMetadata),
});

const isSaid = ({ subtype }: SnapshotMessage): boolean => subtype === undefined;
