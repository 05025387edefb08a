import type { PlainTextOption } from '@slack/types';
import { findIncident, type Line, listOpen, readChronicle, runbookChoices } from '@tocsin/app';
import type { Incident, Viewer } from '@tocsin/incident';
import { type Choice, option, viewLimits } from '../../views/elements.ts';
import { parseMeta } from '../../views/meta.ts';
import type { SlackWorld, Surroundings } from '../../world.ts';

export interface Offering {
  /** `offer.incidents` */
  readonly action: string;
  /** What somebody typed until now. */
  readonly typed: string;
  readonly user: string;
  /** What the modal remembers. */
  readonly meta: string;
}

interface Looking {
  readonly viewer: Viewer;
  readonly words: readonly string[];
  /** What the form is about; undefined where that is what it asks. */
  readonly incident?: Incident;
}
type LookingInto = Looking & { readonly incident: Incident };
type Find<What extends Looking> = (world: SlackWorld, looking: What) => Promise<readonly Choice[]>;

const kinds: Readonly<Record<string, Find<Looking>>> = {
  incidents,
  entries: within(entries),
  runbooks: within(runbooks),
  groups: within(groups),
};

function within(find: Find<LookingInto>): Find<Looking> {
  return async (world, { incident, ...looking }) => (incident ? find(world, { ...looking, incident }) : []);
}

/** What a select offers for what somebody typed, of what they may know of: to everybody else there is nothing. */
export async function offers(
  { world: make }: Pick<Surroundings, 'world'>,
  { action, typed, user, meta }: Offering,
): Promise<PlainTextOption[]> {
  const { incident: id, channel } = parseMeta(meta);
  const kind = kinds[action.split('.')[1] ?? ''];
  if (!kind) return [];
  const world = await make();
  const viewer = { user, ...(channel === undefined ? {} : { channel }) };
  const incident = id === undefined ? undefined : await findIncident(world, { id }, viewer);
  if (id !== undefined && !incident) return [];
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const choices = await kind(world, { viewer, words, ...(incident ? { incident } : {}) });
  return choices.slice(0, viewLimits.options).map(option);
}

const pageSize = 50;
/** Slack waits three seconds; whoever types more is answered about the rest. */
const mostPages = 4;
const enough = 20;

/** Open incidents; of one, those that it can be merged into: the other ones, private among private. */
async function incidents(world: SlackWorld, { incident, viewer, words }: Looking): Promise<readonly Choice[]> {
  const found: Incident[] = [];
  let before: string | undefined;
  for (let page = 0; page < mostPages && found.length < enough; page++) {
    const { incidents: some, next } = await listOpen(world, viewer, {
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    });
    found.push(...some.filter((one) => isFit(one, incident) && matches(wordsOf(one), words)));
    if (next === undefined) break;
    before = next;
  }
  return found.map(({ id, title, severity, status, channel }) => ({
    value: id,
    text: title,
    description: `${severity} · ${status} · ${channel ? `#${channel.name}` : id}`,
  }));
}

const isFit = (one: Incident, into: Incident | undefined): boolean =>
  into === undefined || (one.id !== into.id && Boolean(one.private) === Boolean(into.private));

const wordsOf = ({ id, title, severity, status, channel, workflow = '' }: Incident): string =>
  [id, title, severity, status, workflow, `#${channel?.name ?? ''}`].join(' ');

/** What people can correct or withdraw, newest first. */
async function entries(world: SlackWorld, { incident, viewer, words }: LookingInto): Promise<readonly Choice[]> {
  const lines = await readChronicle(world, incident, viewer);
  return lines
    .filter(({ ref, withdrawn }) => incident.amendable?.[ref] === 'stands' && !withdrawn)
    .filter((line) => matches(`#${line.ref} ${line.did}`, words))
    .toReversed()
    .map(entryChoice);
}

const entryChoice = ({ ref, at, did }: Line): Choice => ({
  value: ref,
  text: `#${ref} ${did}`,
  description: `${at.slice(0, 16).replace('T', ' ')} UTC`,
});

/** Those that fit first; what cannot be told by Slack's 150 characters is begun from the keyboard. */
async function runbooks(world: SlackWorld, { incident, words }: LookingInto): Promise<readonly Choice[]> {
  const { choices } = await runbookChoices(world, incident);
  return choices
    .filter(
      ({ file, title, reason = '' }) => file.length <= longestFile && matches(`${file} ${title} ${reason}`, words),
    )
    .map(({ file, title, steps, reason }) => ({
      value: file,
      text: title,
      description: reason ?? `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    }));
}

const longestFile = 150;

/** The workspace's user groups, as Slack completes them: by handle or by name. */
async function groups({ people }: SlackWorld, { words }: Looking): Promise<readonly Choice[]> {
  const all = (await people.groups()) ?? [];
  return all
    .filter(({ names }) => matches(names.map((name) => `@${name}`).join(' '), words))
    .map(({ id, names: [handle = id, name] }) => ({
      value: id,
      text: `@${handle}`,
      ...(name === undefined ? {} : { description: name }),
    }));
}

const matches = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
};
