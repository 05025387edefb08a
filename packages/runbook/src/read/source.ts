import type { Code, Heading, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Block } from '../document.ts';
import type { Place } from '../model.ts';
import { problemAt, type RunbookProblem } from '../problem.ts';
import { anchors } from './anchors.ts';
import { anchorsInHtml, blocksOf, type Definitions, definitionsIn } from './blocks.ts';
import { branchesOf, outcomeOf, type WrittenBranch } from './branches.ts';
import { type FrontMatter, noFrontMatter, readFrontMatter } from './front-matter.ts';
import { parseMarkdown } from './markdown.ts';
import { isSpec, readSpec, type Spec } from './spec-block.ts';

/** One file as it is written, before includes are put in and links are followed. */
export interface Source {
  readonly file: string;
  readonly matter: FrontMatter;
  /** Whether it is written for Tocsin: braces in it are then variables, and have to be known. */
  readonly ours: boolean;
  readonly title: string;
  /** Anchors of the title and of what is set by hand before the first heading. */
  readonly anchors: readonly string[];
  readonly introduction: readonly Block[];
  readonly sections: readonly Section[];
  readonly problems: readonly RunbookProblem[];
}

/** A heading and what stands under it up to the next one. */
export interface Section {
  readonly title: string;
  readonly level: number;
  readonly place: Place;
  /** The one it is known by first, then others that lead to it as well. */
  readonly anchors: readonly string[];
  readonly text: readonly Block[];
  readonly spec?: Spec;
  /** Whether it has a block for a spec, readable or not. */
  readonly specified: boolean;
  readonly branches: readonly WrittenBranch[];
  readonly includes: readonly WrittenBranch[];
}

/** Reads a file. Any text gives a source; what is wrong with it is listed. */
export function readSource(file: string, text: string): Source {
  const empty = { file, matter: noFrontMatter, ours: false, title: titleOfFile(file), anchors: [], introduction: [] };
  const root = parseMarkdown(plainText(text));
  if ('unreadable' in root) {
    const problem = problemAt({ file, line: 1 }, `it cannot be read: ${root.unreadable}`, 'Write it more plainly.');
    return { ...empty, sections: [], problems: [problem] };
  }
  const [first, ...others] = root.children;
  const yaml = first?.type === 'yaml' ? readFrontMatter(file, first.value) : undefined;
  const nodes = first?.type === 'yaml' ? others : root.children.filter((node) => (node.type as string) !== 'toml');
  const definitions = definitionsIn(nodes);
  const { before, headed } = split(nodes);
  const lastLine = Math.max(1, root.position?.end.line ?? 1);
  const anchorsOf = anchors();
  const read = headed.map(({ heading, body }, index) => {
    const end = (headed[index + 1]?.heading.position?.start.line ?? lastLine + 1) - 1;
    return readSection({ file, heading, body, definitions, anchorsOf, lastLine: end });
  });
  const sections = read.map(({ section }) => section);
  const title = isTitle(sections) ? sections[0] : undefined;
  const problems = [...(yaml?.problems ?? []), ...read.flatMap((one) => one.problems)];
  if (sections.length === 0)
    problems.push(problemAt({ file, line: 1 }, 'it has no heading, so no step', 'Give each step a heading.'));
  return {
    file,
    matter: yaml?.matter ?? noFrontMatter,
    ours: (yaml?.ours ?? false) || sections.some(({ specified }) => specified),
    title: yaml?.matter.title ?? title?.title ?? empty.title,
    anchors: [...handmade(before), ...(title?.anchors ?? [])],
    introduction: [...blocksOf(before, definitions), ...(title?.text ?? [])],
    sections: title ? sections.slice(1) : sections,
    problems,
  };
}

/**
 * Whether the first heading is the document's title rather than a step: no other is as high, or it is one of several
 * that has no text.
 */
function isTitle([first, ...others]: readonly Section[]): boolean {
  if (!first || first.level !== 1 || others.length === 0 || isBranching(first)) return false;
  return others.every(({ level }) => level > 1) || first.text.length === 0;
}
const isBranching = ({ specified, branches, includes }: Section): boolean =>
  specified || branches.length > 0 || includes.length > 0;

interface Headed {
  readonly heading: Heading;
  readonly body: RootContent[];
}

function split(nodes: readonly RootContent[]): { before: RootContent[]; headed: Headed[] } {
  const before: RootContent[] = [];
  const headed: Headed[] = [];
  for (const node of nodes) {
    if (node.type === 'heading') headed.push({ heading: node, body: [] });
    else (headed.at(-1)?.body ?? before).push(node);
  }
  return { before, headed };
}

interface SectionInput extends Headed {
  readonly file: string;
  readonly definitions: Definitions;
  readonly anchorsOf: (heading: string) => readonly string[];
  readonly lastLine: number;
}

function readSection(input: SectionInput): { section: Section; problems: RunbookProblem[] } {
  const { file, heading, body, definitions, anchorsOf, lastLine } = input;
  const title = toString(heading).replace(/\s+/g, ' ').trim();
  const line = heading.position?.start.line ?? 1;
  const problems: RunbookProblem[] = [];
  const text: RootContent[] = [];
  const specs: Code[] = [];
  const written: WrittenBranch[] = [];
  for (const node of body) {
    const found = branchesOf(file, node, definitions);
    if (node.type === 'code' && isSpec(node)) specs.push(node);
    else if (found) {
      written.push(...found.branches);
      problems.push(...found.problems);
    } else text.push(node);
  }
  const [spec, ...moreSpecs] = specs;
  const readSpecs = specs.map((node) => readSpec(file, node));
  problems.push(
    ...readSpecs.flatMap((one) => one.problems),
    ...moreSpecs.map((node) =>
      problemAt(
        { file, line: node.position?.start.line ?? line },
        'the step has more than one block of check or act',
        'Give it a heading of its own.',
      ),
    ),
    ...nested(text).map((node) =>
      problemAt(
        { file, line: node.position?.start.line ?? line },
        'a block of check or act stands inside a list or a quote, where it is only text',
        'Put it directly under the heading.',
      ),
    ),
  );
  if (title === '') problems.push(problemAt({ file, line }, 'the heading is empty', 'Say in it what the step is.'));
  const section: Section = {
    title: title === '' ? `Step at line ${line}` : title,
    level: heading.depth,
    place: { file, line, lastLine: Math.max(line, lastLine) },
    anchors: [...anchorsOf(title === '' ? `line-${line}` : title), ...handmade([heading, ...body])],
    text: blocksOf(text, definitions),
    ...(readSpecs[0]?.spec ? { spec: readSpecs[0].spec } : {}),
    specified: spec !== undefined,
    branches: written.filter(({ label }) => outcomeOf(label) !== 'include'),
    includes: written.filter(({ label }) => outcomeOf(label) === 'include'),
  };
  return { section, problems };
}

function nested(nodes: readonly RootContent[], depth = 0): Code[] {
  if (depth > 40) return [];
  return nodes.flatMap((node) => {
    if (!('children' in node)) return [];
    const within = nested(node.children as RootContent[], depth + 1);
    const specs = node.children.filter((child): child is Code => child.type === 'code' && isSpec(child));
    return [...specs, ...within];
  });
}

function handmade(nodes: readonly RootContent[], depth = 0): string[] {
  if (depth > 40) return [];
  return nodes.flatMap((node) => {
    if (node.type === 'html') return anchorsInHtml(node.value);
    return 'children' in node ? handmade(node.children as RootContent[], depth + 1) : [];
  });
}

/** The same for the same text, whatever wrote it: no byte order mark, lines that end alike. */
export const plainText = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

const titleOfFile = (file: string): string => file.split('/').at(-1)?.replace(/\.md$/i, '') ?? file;
