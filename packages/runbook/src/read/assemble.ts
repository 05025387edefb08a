import { problemAt, type RunbookProblem } from '../problem.ts';
import { follow } from './paths.ts';
import type { Section, Source } from './source.ts';

/** A runbook's text in the order in which it is walked: the sections of its file with those of included files between. */
export interface Assembled {
  readonly parts: readonly Part[];
  /** Every file it is made of, each once, its own first. */
  readonly files: readonly string[];
  readonly problems: readonly RunbookProblem[];
}
export interface Part {
  readonly id: string;
  readonly section: Section;
  readonly sections: readonly string[];
  readonly source: Source;
  /** Tells the parts of one inclusion from those of another of the same file: links lead within it. */
  readonly inclusion: string;
  /** Whether it is a step: a heading that only groups others, or only includes, is none. */
  readonly isStep: boolean;
}

/** Includes within includes, deeper than this, are a mistake. */
const deepest = 8;

/** Puts the included files in; one that includes itself, by whatever way, is left out there and reported. */
export function assemble(source: Source, sourceOf: (file: string) => Source | undefined): Assembled {
  const files = new Set<string>();
  const problems: RunbookProblem[] = [];
  const taken = new Set<string>();

  const partsOf = (from: Source, anchor: string | undefined, prefix: string, within: readonly string[]): Part[] => {
    files.add(from.file);
    const sections = anchor === undefined ? from.sections : underAnchor(from.sections, anchor);
    return sections.flatMap((section, index) => {
      const deeper = (sections[index + 1]?.level ?? 0) > section.level;
      const own = section.specified || section.branches.length > 0 || section.text.length > 0;
      const part: Part = {
        id: unused(`${prefix}${section.anchors[0] ?? section.place.line}`, taken),
        section,
        sections: titlesAbove(sections, index),
        source: from,
        inclusion: prefix,
        isStep: own || (!deeper && section.includes.length === 0),
      };
      return [part, ...section.includes.flatMap((link) => included(part, link, within))];
    });
  };

  const included = (part: Part, { url, line }: Section['includes'][number], within: readonly string[]): Part[] => {
    const { source: from } = part;
    const place = follow(from.file, url);
    const target = place && sourceOf(place.file);
    const wrong = (problem: string, mend: string): Part[] => {
      problems.push(problemAt({ file: from.file, line }, problem, mend));
      return [];
    };
    if (!place || !target) return wrong(`there is no runbook ${place?.file ?? url} to include`, 'Correct the link.');
    if (within.includes(place.file) || within.length >= deepest) {
      const way = [...within, place.file].join(' → ');
      return wrong(`runbooks include each other: ${way}`, 'Take one of these includes out.');
    }
    const parts = partsOf(target, place.anchor, `${part.id}/`, [...within, place.file]);
    if (parts.length > 0) return parts;
    return wrong(`there is nothing to include at ${url}`, 'Name a heading that is there, or the whole file.');
  };

  const parts = partsOf(source, undefined, '', [source.file]);
  return { parts, files: [...files], problems };
}

/** The section with this anchor, and those under it. */
function underAnchor(sections: readonly Section[], anchor: string): Section[] {
  const start = sections.findIndex(({ anchors }) => anchors.includes(anchor));
  const first = sections[start];
  if (!first) return [];
  const end = sections.findIndex(({ level }, index) => index > start && level <= first.level);
  return sections.slice(start, end === -1 ? undefined : end);
}

function titlesAbove(sections: readonly Section[], index: number): string[] {
  const titles: string[] = [];
  let level = sections[index]?.level ?? 0;
  for (let above = index - 1; above >= 0; above--) {
    const section = sections[above];
    if (!section || section.level >= level) continue;
    titles.unshift(section.title);
    level = section.level;
  }
  return titles;
}

function unused(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id}~${count}`;
  taken.add(free);
  return free;
}
