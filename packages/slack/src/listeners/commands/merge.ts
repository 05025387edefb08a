import { findIncident, mergeIncident, splitIncident, unmergeIncident } from '@tocsin/app';
import type { Incident } from '@tocsin/incident';
import { isGathered, person } from '@tocsin/incident';
import { done, type Rendered, refused } from '../../blocks/index.ts';
import { outside } from '../../blocks/text.ts';
import type { SlackWorld } from '../../world.ts';
import { type Asked, idsIn } from '../request.ts';
import { given } from '../views/ask.ts';
import type { Change } from './change.ts';
import { addressed } from './which.ts';

/** `/incident merge [id] <id or #channel>`: this incident is the same trouble as that one, and goes on there. */
export const merge: Change = async (world, asked) => {
  const ids = idsIn(asked.rest);
  const [channel] = asked.channels;
  const named = ids.at(-1) ?? (channel === undefined ? undefined : (await findIncident(world, { channel }, asked))?.id);
  if (named === undefined)
    return {
      type: 'ask',
      form: 'merge',
      given: {},
      usage:
        'Say which incident this one goes on in, by its channel or id: `/incident merge #inc-1105-checkout` or `/incident merge 20261105-k3v9q2xw`.',
      asked: { ...asked, rest: '' },
    };
  const found = await addressed(world, { ...asked, rest: ids.length > 1 ? (ids[0] ?? '') : '' });
  if (found.type !== 'incident') return found.reply;
  const outcome = await mergeIncident(world, { incident: found.incident.id, into: named, ...asker(asked) });
  if (outcome.type === 'done') return done('You merged', outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};

/**
 * `/incident split [id] [why]` takes an incident out of the one that it was merged into; `/incident split <alarm> … : title`
 * gives alarms an incident of their own.
 */
export const split: Change = async (world, asked) => {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest } = found;
  if (incident.merged || isGathered(incident)) return standAlone(world, asked, { incident, reason: rest });
  const [words = '', ...title] = rest.split(/:\s+/);
  const named = alarmsNamed(incident, words.split(/\s+/));
  if (named.length === 0)
    return { type: 'ask', form: 'split', given: given({ title: rest }), usage: howToSplit(incident), asked };
  const outcome = await splitIncident(world, {
    incident: incident.id,
    alarms: named.map(({ key }) => key),
    title: title.join(': ').slice(0, 200) || `${named[0]?.name}`,
    ...asker(asked),
  });
  if (outcome.type === 'done') return done(`You split \`${outcome.opened}\` off`, outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};

async function standAlone(
  world: SlackWorld,
  asked: Asked,
  { incident, reason }: { incident: Incident; reason: string },
): Promise<Rendered | undefined> {
  const why = reason === '' ? {} : { reason: reason.slice(0, 500) };
  const outcome = await unmergeIncident(world, { incident: incident.id, ...asker(asked), ...why });
  if (outcome.type === 'done') return done('You gave its own way back to', outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
}

const asker = ({ user, channel, cause }: Asked) => ({ by: person(user), channel, cause });

/** Alarms by their whole name, or by its last part, as people say it. */
const alarmsNamed = ({ alarms }: Incident, words: readonly string[]) =>
  Object.values(alarms).filter(({ name }) => words.includes(name) || words.includes(name.split('/').at(-1) ?? ''));

function howToSplit({ alarms }: Incident): string {
  const names = Object.values(alarms).map(({ name }) => outside(name.split('/').at(-1) ?? name, 80));
  return names.length < 2
    ? 'There is nothing to split: the incident has no second alarm.'
    : `Name the alarms that are another trouble, and what it is: \`/incident split ${names[0]}: what is wrong\`. Alarms here: ${names.slice(0, 20).join(', ')}.`;
}
