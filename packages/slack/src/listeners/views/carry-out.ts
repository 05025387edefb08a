import {
  act,
  beginWalk,
  type Committed,
  findIncident,
  mergeIncident,
  noSuchIncident,
  splitIncident,
  unmergeIncident,
} from '@tocsin/app';
import type { Incident, Person, Refusal } from '@tocsin/incident';
import { done, type Rendered } from '../../blocks/index.ts';
import type { Meant } from '../../views/form.ts';
import { alarmsChosen } from '../../views/split.ts';
import type { SlackWorld } from '../../world.ts';
import { timelineBetween } from '../commands/timeline.ts';

interface Asking {
  readonly incident: string;
  readonly by: Person;
  /** Where it was asked for. */
  readonly channel: string | undefined;
  readonly stranger: boolean;
  readonly cause: string;
}

export type CarriedOut =
  /** `said`: what came of it, where it is more than the form itself can tell. */
  { readonly type: 'done'; readonly incident?: Incident; readonly said?: Rendered } | Refusal;

/** Does what somebody meant by a form. The first refusal ends it; what was done already, by an earlier delivery, does not. */
export async function carriedOut(
  world: SlackWorld,
  meant: Exclude<Meant, { type: 'unclear' }>,
  asking: Asking,
): Promise<CarriedOut> {
  const { by, channel, cause, incident: id } = asking;
  switch (meant.type) {
    case 'commands': {
      let last: CarriedOut = { type: 'done' };
      for (const command of meant.commands) {
        last = settled(await act(world, { ...asking, command, cause: `${cause}:${command.type}` }));
        if (last.type === 'refusal') return last;
      }
      return last;
    }
    case 'merge':
      return settled(await mergeIncident(world, { ...asking, into: meant.into }));
    case 'stand-alone':
      return settled(await unmergeIncident(world, { ...asking, ...(meant.reason ? { reason: meant.reason } : {}) }));
    case 'split': {
      const found = await seen(world, asking);
      if (!found) return noSuchIncident(id);
      const alarms = alarmsChosen(found, meant.alarms);
      const { opened, ...outcome } = await splitIncident(world, { ...asking, alarms, title: meant.title });
      const said = settled(outcome);
      return said.type === 'refusal' || !said.incident
        ? said
        : { ...said, said: done(`You split incident \`${opened}\` off`, said.incident) };
    }
    case 'start-runbook':
      return settled(await beginWalk(world, { ...asking, file: meant.file }));
    case 'timeline': {
      const found = await seen(world, asking);
      if (!found) return noSuchIncident(id);
      const viewer = { user: by.id, ...(channel === undefined ? {} : { channel }) };
      return { type: 'done', said: await timelineBetween(world, { incident: found, viewer, ...meant }) };
    }
    default:
      return meant satisfies never;
  }
}

/** The incident, if whoever asks may know of it. */
const seen = (world: SlackWorld, { incident, by, channel }: Asking): Promise<Incident | undefined> =>
  findIncident(world, { id: incident }, { user: by.id, ...(channel === undefined ? {} : { channel }) });

function settled(outcome: Committed): CarriedOut {
  if (outcome.type === 'done') return { type: 'done', incident: outcome.incident };
  return outcome.code === 'nothing-new' ? { type: 'done' } : outcome;
}
