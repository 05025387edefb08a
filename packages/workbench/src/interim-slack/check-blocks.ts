import { checkElement } from './check-elements.ts';
import { limits, type Surface } from './limits.ts';

/** What is wrong and where, as a JSON pointer: what Slack puts into `response_metadata.messages`. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;
export type Report = (pointer: string, message: string) => void;

/** Checks Block Kit as Slack does before it posts: known types, what is required, every documented limit, unique ids. */
export function checkBlocks(blocks: unknown, surface: Surface): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => problems.push({ pointer, message });
  if (!Array.isArray(blocks)) return [{ pointer: '/blocks', message: 'must be an array' }];
  if (blocks.length > limits.blocks[surface]) report('/blocks', `no more than ${limits.blocks[surface]} items allowed`);
  const ids = blocks.flatMap((block) =>
    isObject(block) && typeof block['block_id'] === 'string' ? [block['block_id']] : [],
  );
  ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .forEach((id) => report('/blocks', `block_id "${id}" is used twice`));
  for (const [index, block] of blocks.entries()) checkBlock(block, `/blocks/${index}`, surface, report);
  return problems;
}

/** Checks a modal or a Home tab. */
export function checkView(view: unknown): Problem[] {
  if (!isObject(view)) return [{ pointer: '/view', message: 'must be an object' }];
  const type = view['type'];
  if (type !== 'modal' && type !== 'home') return [{ pointer: '/view/type', message: 'must be modal or home' }];
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => problems.push({ pointer, message });
  if (type === 'modal')
    text(view['title'], '/view/title', { most: limits.viewTitle, plain: true, required: true }, report);
  for (const part of ['submit', 'close'])
    text(view[part], `/view/${part}`, { most: limits.viewTitle, plain: true }, report);
  length(view['private_metadata'], '/view/private_metadata', limits.privateMetadata, report);
  length(view['callback_id'], '/view/callback_id', limits.callbackId, report);
  const hasInput =
    Array.isArray(view['blocks']) && view['blocks'].some((block) => isObject(block) && block['type'] === 'input');
  if (type === 'modal' && hasInput && view['submit'] === undefined)
    report('/view/submit', 'is required when there is an input');
  return [
    ...problems,
    ...checkBlocks(view['blocks'], type).map(({ pointer, message }) => ({ pointer: `/view${pointer}`, message })),
  ];
}

function checkBlock(block: unknown, at: string, surface: Surface, report: Report): void {
  if (!isObject(block)) return report(at, 'must be an object');
  length(block['block_id'], `${at}/block_id`, limits.id, report);
  switch (block['type']) {
    case 'header':
      return text(block['text'], `${at}/text`, { most: limits.header, plain: true, required: true }, report);
    case 'section':
      return checkSection(block, at, report);
    case 'context':
      return elements(block, at, limits.contextElements, report, (element, place) => {
        if (!isObject(element)) return report(place, 'must be an object');
        if (element['type'] === 'image') return checkElement(element, place, report);
        text(element, place, { most: limits.sectionText }, report);
      });
    case 'actions':
      return elements(block, at, limits.actionsElements, report, (element, place) =>
        checkElement(element, place, report),
      );
    case 'divider':
    case 'rich_text':
      return;
    case 'image':
      if (block['image_url'] === undefined && block['slack_file'] === undefined)
        report(at, 'needs image_url or slack_file');
      length(block['image_url'], `${at}/image_url`, limits.url, report);
      return typeof block['alt_text'] === 'string'
        ? length(block['alt_text'], `${at}/alt_text`, limits.altText, report)
        : report(`${at}/alt_text`, 'is required');
    case 'input':
      if (surface === 'message') report(at, 'input blocks are not for messages');
      text(block['label'], `${at}/label`, { most: limits.inputLabel, plain: true, required: true }, report);
      return checkElement(block['element'], `${at}/element`, report);
    case 'markdown':
      return typeof block['text'] === 'string'
        ? length(block['text'], `${at}/text`, limits.markdownText, report)
        : report(`${at}/text`, 'is required');
    default:
      report(`${at}/type`, `unsupported type: ${String(block['type'])}`);
  }
}

function checkSection(block: Json, at: string, report: Report): void {
  const { text: own, fields, accessory } = block as { text?: unknown; fields?: unknown; accessory?: unknown };
  if (own === undefined && fields === undefined) report(at, 'needs text or fields');
  text(own, `${at}/text`, { most: limits.sectionText }, report);
  if (fields !== undefined) {
    if (!Array.isArray(fields) || fields.length === 0) report(`${at}/fields`, 'must hold at least one item');
    else if (fields.length > limits.sectionFields)
      report(`${at}/fields`, `no more than ${limits.sectionFields} items allowed`);
    if (Array.isArray(fields))
      fields.forEach((field, index) =>
        text(field, `${at}/fields/${index}`, { most: limits.fieldText, required: true }, report),
      );
  }
  if (accessory !== undefined) checkElement(accessory, `${at}/accessory`, report);
}

function elements(
  block: Json,
  at: string,
  most: number,
  report: Report,
  check: (element: unknown, at: string) => void,
): void {
  const list = block['elements'];
  if (!Array.isArray(list) || list.length === 0) return report(`${at}/elements`, 'must hold at least one item');
  if (list.length > most) report(`${at}/elements`, `no more than ${most} items allowed`);
  const ids = list.flatMap((element) =>
    isObject(element) && typeof element['action_id'] === 'string' ? [element['action_id']] : [],
  );
  ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .forEach((id) => report(`${at}/elements`, `action_id "${id}" is used twice`));
  list.forEach((element, index) => check(element, `${at}/elements/${index}`));
}

/** A text object: of the right kind, neither empty nor too long. */
export function text(
  value: unknown,
  at: string,
  rule: { most: number; plain?: boolean; required?: boolean },
  report: Report,
): void {
  if (value === undefined) return rule.required ? report(at, 'is required') : undefined;
  if (!isObject(value)) return report(at, 'must be a text object');
  const types = rule.plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!types.includes(String(value['type']))) report(`${at}/type`, `must be ${types.join(' or ')}`);
  const words = value['text'];
  if (typeof words !== 'string' || words.length === 0) return report(`${at}/text`, 'must be more than 0 characters');
  length(words, `${at}/text`, rule.most, report);
}

export function length(value: unknown, at: string, most: number, report: Report): void {
  if (value === undefined) return;
  if (typeof value !== 'string') return report(at, 'must be a string');
  if (value.length > most) report(at, `must be less than ${most + 1} characters`);
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
