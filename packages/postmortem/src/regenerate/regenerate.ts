import { fenced } from '../render/markdown-text.ts';
import { mergeUnits, type Offer } from './merge.ts';
import { documentOf, type Part, partsOf, type Unit } from './units.ts';

export interface Regenerated {
  /** People's document, with what the draft has new where they had changed nothing. */
  readonly text: string;
  /** What is new where they had: shown to them, to take or to leave. */
  readonly offers: readonly Offer[];
  /** How many paragraphs, rows and items are new or gone in it. */
  readonly taken: number;
}

/**
 * Brings a postmortem that people wrote in up to date. Nothing that people wrote is overwritten, moved or lost.
 *
 * @param base as it was drafted the last time
 * @param edited as people have it now
 * @param fresh as it is drafted now
 */
export function regenerate({
  base,
  edited,
  fresh,
}: {
  readonly base: string;
  readonly edited: string;
  readonly fresh: string;
}): Regenerated {
  const [was, theirs, now] = [partsOf(base), partsOf(edited), partsOf(fresh)];
  const inBase = byKey(was.parts);
  const inFresh = byKey(now.parts);
  const units: Unit[] = [];
  const offers: Offer[] = [];
  let taken = 0;
  for (const { key, part } of inOrder(theirs.parts, was.parts, now.parts)) {
    const merged = mergeUnits(inBase.get(key)?.units ?? [], part?.units ?? [], inFresh.get(key)?.units ?? []);
    if (part === undefined && inBase.has(key)) {
      // People took the section out: it stays out, and what it has new is offered.
      const [gone, new_] = [joined(inBase.get(key)), joined(inFresh.get(key))];
      if (new_ !== gone && new_ !== '') offers.push({ section: titleOf(key), was: gone, theirs: '', now: new_ });
      continue;
    }
    units.push(...merged.units);
    taken += merged.taken;
    offers.push(...merged.offers.map((offer) => ({ section: titleOf(key), ...offer })));
  }
  // Sections that the draft orders otherwise than before stand as people have them, if they changed anything.
  if (edited === base) return { text: fresh, offers: [], taken };
  return { text: documentOf(units, theirs.tail === was.tail ? now.tail : theirs.tail), offers, taken };
}

/** People's sections as they stand; new ones behind the one that comes before them in the new draft. */
function inOrder(theirs: readonly Part[], was: readonly Part[], now: readonly Part[]): { key: string; part?: Part }[] {
  const known = byKey(theirs);
  const before = byKey(was);
  const order: { key: string; part?: Part }[] = theirs.map((part) => ({ key: part.key, part }));
  for (const [index, { key }] of now.entries()) {
    if (known.has(key)) continue;
    const previous = order.findIndex((one) => one.key === now[index - 1]?.key);
    order.splice(previous < 0 ? order.length : previous + 1, 0, { key });
  }
  const seen = new Set(order.map(({ key }) => key));
  return [...order, ...[...before.keys()].filter((key) => !seen.has(key)).map((key) => ({ key }))];
}

const byKey = (parts: readonly Part[]): Map<string, Part> => new Map(parts.map((part) => [part.key, part]));
const titleOf = (key: string): string => key.replace(/^## /, '').replace(/ \d+$/, '');
const joined = (part: Part | undefined): string => (part ? documentOf(part.units, '').trim() : '');

/** The offers as Markdown, for whoever decides on them. */
export function renderOffers(offers: readonly Offer[]): string {
  if (offers.length === 0) return '';
  const shown = offers.map(({ section, was, theirs, now }, index) =>
    [
      `## ${index + 1}. ${section === '' ? 'At the top' : section}`,
      ...labelled('You have', theirs, 'You took it out.'),
      ...labelled('The draft had', was, 'The draft had nothing here.'),
      ...labelled('The draft has now', now, 'The draft has nothing here any more.'),
    ].join('\n\n'),
  );
  return `# New in the draft, not taken\n\nYour words stay as they are. Take from these what you want.\n\n${shown.join('\n\n')}\n`;
}

const labelled = (label: string, text: string, nothing: string): string[] =>
  text === '' ? [nothing] : [`${label}:`, fenced(text, 'markdown')];
