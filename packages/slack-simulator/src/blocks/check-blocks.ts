import { blocksOn, type Surface } from './blocks.ts';
import { type BlockProblem, isObject } from './check.ts';
import { limits } from './limits.ts';

export type { Surface } from './blocks.ts';
export type { BlockProblem } from './check.ts';

/** Slack answers this one with `invalid_attachments`, not `invalid_blocks`. */
export const onlyOneTable = 'only_one_table_allowed';

/**
 * What Slack would refuse in a list of blocks: limits, unknown types, elements in the wrong place, missing or unknown
 * properties, ids that are not unique. Pointers start at `/blocks`.
 *
 * @example checkBlocks([{ type: 'divider' }], 'message') // → []
 */
export function checkBlocks(blocks: unknown, surface: Surface): BlockProblem[] {
  const problems: BlockProblem[] = [];
  const report = (pointer: string, message: string) => void problems.push({ pointer, message });
  if (!Array.isArray(blocks)) {
    report('/blocks', 'must provide an array');
    return problems;
  }
  const most = limits.blocks[surface];
  if (blocks.length > most) report('/blocks', `no more than ${most} items allowed`);
  blocks.forEach((block, index) => blocksOn[surface](block, `/blocks/${index}`, report));
  reportRepeatedIds(blocks, report);
  if (ofType(blocks, 'table').length > 1) report('/blocks', onlyOneTable);
  const markdown = ofType(blocks, 'markdown').reduce((sum, { text }) => sum + String(text).length, 0);
  if (markdown > limits.markdownInAll)
    report('/blocks', `markdown blocks hold more than ${limits.markdownInAll} characters`);
  return problems;
}

/** Characters of all texts in blocks, which Slack adds up although it documents no limit for the sum. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, held]) => sum + (name === 'text' && typeof held === 'string' ? held.length : textLength(held)),
    0,
  );
}

/** A problem as Slack words it in `response_metadata.messages`. */
export const inWords = ({ pointer, message }: BlockProblem): string => `${message} [json-pointer:${pointer}]`;

const ofType = (blocks: readonly unknown[], type: string) =>
  blocks.filter(isObject).filter((block) => block['type'] === type) as Record<string, unknown>[];

function reportRepeatedIds(blocks: readonly unknown[], report: (pointer: string, message: string) => void) {
  const seen = new Set<unknown>();
  blocks.forEach((block, index) => {
    if (!isObject(block)) return;
    const id = block['block_id'];
    if (typeof id === 'string' && id !== '') {
      if (seen.has(id)) report(`/blocks/${index}/block_id`, '`block_id` already exists');
      seen.add(id);
    }
    const actions = new Set<unknown>();
    for (const [path, element] of elementsIn(block)) {
      const action = element['action_id'];
      if (typeof action !== 'string' || action === '') continue;
      if (actions.has(action)) report(`/blocks/${index}${path}/action_id`, '`action_id` already exists');
      actions.add(action);
    }
  });
}

function elementsIn(block: Readonly<Record<string, unknown>>): [string, Record<string, unknown>][] {
  const several = Array.isArray(block['elements']) ? block['elements'] : [];
  const found: [string, unknown][] = several.map((one, index) => [`/elements/${index}`, one]);
  found.push(['/accessory', block['accessory']], ['/element', block['element']]);
  return found.filter((pair): pair is [string, Record<string, unknown>] => isObject(pair[1]));
}
