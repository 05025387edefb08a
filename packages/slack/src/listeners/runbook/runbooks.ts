import { beginWalk, changeOf, draftOf, type RunbookChoice, runbookChoices } from '@tocsin/app';
import { type Incident, type IncidentWalk, person } from '@tocsin/incident';
import { done, proposedChange, type Rendered, refused, runbookList } from '../../blocks/index.ts';
import type { SlackWorld } from '../../world.ts';
import { nearest } from '../nearest.ts';
import type { Asked } from '../request.ts';
import { settled } from './carry-out.ts';

/** All runbooks, to whoever asked alone: those that fit first, with why. */
export async function listRunbooks(world: SlackWorld, incident: Incident): Promise<Rendered> {
  const { choices, none } = await runbookChoices(world, incident);
  return runbookList({ incident: incident.id, choices, ...(none === undefined ? {} : { none }) });
}

/** Begins the runbook of that name; without one, that which fits best. */
export async function startRunbook(
  world: SlackWorld,
  { incident, asked, name }: { incident: Incident; asked: Asked; name: string },
): Promise<Rendered | undefined> {
  const choice = name === '' ? undefined : named(name, (await runbookChoices(world, incident)).choices);
  if (name !== '' && !choice) return refused(`there is no runbook “${name}”; “/incident runbook list” shows them`);
  const { user, channel, cause, stranger = false } = asked;
  const file = choice ? { file: choice.file } : {};
  const begun = await beginWalk(world, { incident: incident.id, by: person(user), channel, stranger, cause, ...file });
  const outcome = settled(begun);
  if (outcome.type === 'refused') return outcome.reply;
  const walk = outcome.incident?.walks?.at(-1);
  return (
    walk &&
    outcome.incident &&
    done(`You began the runbook “${walk.walk.plan.title}” (${walk.id}) for`, outcome.incident)
  );
}

/** By its file, its title, a part of either, or words like its title. */
function named(name: string, choices: readonly RunbookChoice[]): RunbookChoice | undefined {
  const typed = name.toLowerCase();
  const fitting = [
    choices.filter(({ file }) => file === name),
    choices.filter(({ file, title }) => baseOf(file) === typed || title.toLowerCase() === typed),
    choices.filter(({ file, title }) => `${baseOf(file)} ${title}`.toLowerCase().includes(typed)),
  ].find((found) => found.length > 0);
  if (fitting) return fitting[0];
  const near = nearest(
    typed,
    choices.flatMap(({ file, title }) => [baseOf(file), title.toLowerCase()]),
  );
  return choices.find(({ file, title }) => baseOf(file) === near || title.toLowerCase() === near);
}

/** `runbooks/tile-server.md` is called `tile-server`. */
const baseOf = (file: string): string =>
  file
    .replace(/\/runbook\.md$/, '')
    .replace(/^.*\//, '')
    .replace(/\.md$/, '')
    .toLowerCase();

/** What the runbook may learn of a walk, as a diff; where there was no runbook, a first draft of one. */
export async function showChange(
  world: SlackWorld,
  { incident, walk, asked: { user, channel } }: { incident: Incident; walk: IncidentWalk | undefined; asked: Asked },
): Promise<Rendered> {
  const viewer = { user, channel };
  if (!walk) return proposedChange({ type: 'draft', text: await draftOf(world, incident, viewer) });
  const proposal = await changeOf(world, { incident, walk: walk.id }, viewer);
  if (!proposal) return refused(`there is no walk ${walk.id} here`);
  return proposedChange(proposal);
}
