import type { Link, List, ListItem, PhrasingContent, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { problemAt, type RunbookProblem } from '../problem.ts';
import type { Definitions } from './blocks.ts';

/** `- Yes → [Heading](#heading)`: a label and where it leads, as it is written. */
export interface WrittenBranch {
  readonly label: string;
  readonly url: string;
  readonly line: number;
}

const arrows = ['→', '->', '⇒', '=>'];

/**
 * What a list says about where to go on; undefined for a list that is only text. It is one when an item is a label, an
 * arrow and a link to a heading or to another runbook; then all its items have to be.
 */
export function branchesOf(
  file: string,
  list: RootContent,
  definitions: Definitions,
): { readonly branches: WrittenBranch[]; readonly problems: RunbookProblem[] } | undefined {
  if (list.type !== 'list') return undefined;
  const read = (list as List).children.map((item) => ({ item, branch: branchOf(item, definitions) }));
  if (!read.some(({ branch }) => branch)) return undefined;
  return {
    branches: read.flatMap(({ branch }) => branch ?? []),
    problems: read
      .filter(({ branch }) => !branch)
      .map(({ item }) =>
        problemAt(
          { file, line: item.position?.start.line ?? 1 },
          `"${toString(item).slice(0, 60)}" stands among answers and leads nowhere`,
          'Write "- Answer → [Heading](#heading)", or move it out of this list.',
        ),
      ),
  };
}

function branchOf(item: ListItem, definitions: Definitions): WrittenBranch | undefined {
  const [paragraph, ...more] = item.children;
  if (paragraph?.type !== 'paragraph' || more.length > 0) return undefined;
  const parts = [...paragraph.children];
  const last = parts.at(-1);
  if (last?.type === 'text' && ['', '.'].includes(last.value.trim())) parts.pop();
  const link = parts.pop();
  const url = link && urlOf(link, definitions);
  const written = toString(parts).trim();
  const arrow = arrows.find((one) => written.endsWith(one));
  const label = arrow === undefined ? '' : written.slice(0, -arrow.length).trim();
  if (url === undefined || label === '' || !isLocal(url)) return undefined;
  return { label: label.replace(/:$/, ''), url, line: item.position?.start.line ?? 1 };
}

function urlOf(node: PhrasingContent, definitions: Definitions): string | undefined {
  if (node.type === 'link') return (node as Link).url;
  return node.type === 'linkReference' ? definitions.get(node.identifier) : undefined;
}

/** A heading of this file or a Markdown file beside it; "Settings → [Console](https://…)" is a way through menus. */
const isLocal = (url: string): boolean =>
  url.startsWith('#') || /^(?![a-z][a-z0-9+.-]*:|\/)[^#?]+\.md(#.*)?$/i.test(url);

/** What a label says about the outcome it is for. */
export type Outcome = 'include' | 'then' | 'good' | 'bad' | 'answer';

const outcomes: readonly (readonly [Outcome, readonly string[]])[] = [
  ['include', ['include', 'includes']],
  ['then', ['then', 'next', 'go on', 'continue', 'afterwards']],
  ['good', ['as expected', 'yes', 'worked', 'done', 'it worked']],
  ['bad', ['otherwise', 'no', 'not as expected', 'did not work', 'it did not work']],
];

export const outcomeOf = (label: string): Outcome =>
  outcomes.find(([, labels]) => labels.includes(label.toLowerCase()))?.[0] ?? 'answer';
