import { isObject } from '../blocks/check.ts';
import type { Ids } from '../ids.ts';
import type { Json } from './model.ts';

/** Elements people act on, which Slack gives an action_id when the app gave none. */
const passive = new Set([
  'image',
  'plain_text',
  'mrkdwn',
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
]);

/** Blocks as Slack holds them: ids where there were none, `emoji` and `verbatim` said out loud. */
export function normalBlocks(ids: Ids, blocks: readonly unknown[]): Json[] {
  return blocks.map((block) => {
    const held = spelled(block) as Json;
    const { block_id, ...rest } = held;
    const named: Json = { ...rest, block_id: typeof block_id === 'string' && block_id !== '' ? block_id : ids.hex(5) };
    if (held['type'] === 'actions' && Array.isArray(held['elements'])) {
      named['elements'] = held['elements'].map((element) => withActionId(ids, element));
    }
    if (held['type'] === 'context_actions' && Array.isArray(held['elements'])) {
      named['elements'] = held['elements'].map((element) => withActionId(ids, element));
    }
    if (held['accessory'] !== undefined) named['accessory'] = withActionId(ids, held['accessory']);
    if (held['element'] !== undefined) named['element'] = withActionId(ids, held['element']);
    return named;
  });
}

function withActionId(ids: Ids, element: unknown): unknown {
  if (!isObject(element) || passive.has(String(element['type']))) return element;
  const { action_id } = element;
  return typeof action_id === 'string' && action_id !== '' ? element : { ...element, action_id: ids.hex(5) };
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (!isObject(value)) return value;
  const copy: Json = Object.fromEntries(Object.entries(value).map(([name, held]) => [name, spelled(held)]));
  if (typeof copy['text'] === 'string') {
    if (copy['type'] === 'plain_text') copy['emoji'] ??= true;
    if (copy['type'] === 'mrkdwn') copy['verbatim'] ??= false;
  }
  return copy;
}
