import { createHash } from 'node:crypto';
import { awaitedDraft, hasCause, type Incident, type StoredDraft } from '@tocsin/incident';
import {
  type Draft,
  draftPostmortem,
  type Finding,
  renderCanvas,
  renderHtml,
  renderMarkdown,
} from '@tocsin/postmortem';
import { commit, publish } from '../commit.ts';
import { gather } from './gather.ts';
import type { DraftOrder, DraftWorld } from './ports.ts';
import { readChannel } from './read-channel.ts';
import { reworded } from './reworded.ts';

export type DrawnUp =
  | { readonly type: 'drafted'; readonly draft: StoredDraft }
  /** Another was asked for since, or it was answered by an earlier delivery. */
  | { readonly type: 'not-awaited'; readonly reason: string };

/**
 * Draws up the postmortem that was asked for: reads the channel, gathers what is on record, writes the draft, and puts
 * that on the timeline. Every part of it can be repeated, so a crash costs time alone.
 *
 * @throws TryAgain when the channel is not read to its end yet
 */
export async function drawUp(
  world: DraftWorld,
  { incident: id, number }: DraftOrder,
  deadline: Date,
): Promise<DrawnUp> {
  const [stored, commits] = await Promise.all([world.store.loadWithEffects(id), world.store.timeline(id)]);
  const incident = stored?.incident;
  if (!incident || awaitedDraft(incident)?.number !== number) {
    // An earlier delivery may have died between putting it on the timeline and having it shown.
    if (incident && hasCause(incident, causeOf(number))) await publish(world, incident);
    return { type: 'not-awaited', reason: `draft ${number} of incident ${id} is not awaited` };
  }
  const folder = `postmortems/${id}/${number}`;
  const key = `${folder}/channel.json`;
  const channel = incident.channel
    ? await readChannel(world, { channel: incident.channel.id, key, deadline })
    : { messages: [], incomplete: 'there is no channel' };
  const plain = draftPostmortem(await gather(world, { ...stored, commits, channel }));
  const drawn = await reworded(world, plain, { incident: id, deadline });
  const draft = await keep(world, {
    incident,
    drawn,
    folder,
    ...(channel.incomplete === undefined ? {} : { incomplete: channel.incomplete }),
  });
  await commit(world, {
    id,
    incident,
    command: { type: 'record-draft', number, outcome: { type: 'drafted', draft } },
    cause: causeOf(number),
  });
  return { type: 'drafted', draft };
}

const causeOf = (number: number): string => `draft:${number}`;

/** After so many tries in vain people are told, and can ask again. */
export async function giveUp(world: DraftWorld, { incident: id, number }: DraftOrder, reason: string): Promise<void> {
  const incident = await world.store.load(id);
  const command = { type: 'record-draft', number, outcome: { type: 'failed', reason } } as const;
  await commit(world, { id, incident, command, cause: `draft:${number}:failed` });
}

async function keep(
  world: DraftWorld,
  { incident, drawn, folder, incomplete }: { incident: Incident; drawn: Draft; folder: string; incomplete?: string },
): Promise<StoredDraft> {
  const markdown = renderMarkdown(drawn);
  const sections = digestsOf(drawn);
  const files = [
    { key: `${folder}/postmortem.md`, text: markdown, contentType: 'text/markdown; charset=utf-8' },
    { key: `${folder}/postmortem.html`, text: renderHtml(drawn), contentType: 'text/html; charset=utf-8' },
    { key: `${folder}/canvas.md`, text: renderCanvas(drawn), contentType: 'text/markdown; charset=utf-8' },
    { key: `${folder}/sections.json`, text: JSON.stringify(sections), contentType: 'application/json' },
  ] as const;
  const [before] = await Promise.all([sectionsBefore(world, incident), ...files.map((file) => world.drafts.put(file))]);
  const changed = Object.keys({ ...before, ...sections }).filter(
    (title) => before && before[title] !== sections[title],
  );
  return {
    markdown: files[0].key,
    html: files[1].key,
    canvas: files[2].key,
    digest: digest(markdown),
    changed,
    findings: drawn.findings.length,
    foremost: foremostOf(drawn),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

/** What people can mend comes first; what others said stays as it was said. */
function foremostOf({ findings, sections }: Draft): string[] {
  const own = findings.filter(({ quoted }) => !quoted);
  const titleOf = (id: Finding['section']) => sections.find((section) => section.id === id)?.title;
  return own.slice(0, 3).map(({ section, words }) => {
    const title = titleOf(section);
    return `${title === undefined ? '' : `${title}: `}${words}`.slice(0, 300);
  });
}

type Sections = Readonly<Record<string, string>>;

const digestsOf = ({ sections }: Draft): Sections =>
  Object.fromEntries(sections.map(({ title, blocks }) => [title, digest(JSON.stringify(blocks))]));

/** Of the draft before, to say what is different; it lies beside its Markdown. */
async function sectionsBefore({ drafts }: DraftWorld, { postmortem }: Incident): Promise<Sections | undefined> {
  if (!postmortem?.draft) return undefined;
  const text = await drafts.get(postmortem.draft.markdown.replace(/postmortem\.md$/, 'sections.json'));
  return text === undefined ? undefined : (JSON.parse(text) as Sections);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
