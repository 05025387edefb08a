import type { InputBlock, KnownBlock } from '@slack/types';
import type { InputValue } from '../../page-api.ts';
import { type AnyElement, actionOf } from './element.ts';
import { asText, isEmpty } from './values.ts';

export interface Field {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: AnyElement;
  /** Undefined for controls outside of input blocks. */
  readonly input: InputBlock | undefined;
}

/** Every control in these blocks, in order. */
export function fieldsIn(blocks: readonly KnownBlock[]): readonly Field[] {
  return blocks.flatMap((block): Field[] => {
    const blockId = block.block_id ?? '';
    const found = (element: AnyElement, input?: InputBlock): Field => ({
      blockId,
      actionId: actionOf(element),
      element,
      input,
    });
    if (block.type === 'input') return [found(block.element, block)];
    if (block.type === 'actions') return block.elements.map((element) => found(element));
    if (block.type === 'section' && block.accessory) return [found(block.accessory)];
    return [];
  });
}

/** What Slack's client says of a form before it sends it, by block. */
export function problemsIn(
  fields: readonly Field[],
  valueOf: (field: Field) => InputValue,
): Readonly<Record<string, string>> {
  const found = fields.flatMap((field): [string, string][] => {
    if (!field.input) return [];
    const value = valueOf(field);
    if (isEmpty(value)) return field.input.optional ? [] : [[field.blockId, 'Please complete this required field.']];
    const problem = problemOf(field.element, asText(value));
    return problem === undefined ? [] : [[field.blockId, problem]];
  });
  return Object.fromEntries(found);
}

function problemOf(element: AnyElement, text: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input': {
      const { min_length: least = 0, max_length: most = 3_000 } = element;
      if (text.length < least) return `This field needs at least ${least} characters.`;
      return text.length > most ? `This field takes at most ${most} characters.` : undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter an email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(text)
        ? undefined
        : 'Please enter an address that begins with http:// or https://.';
    case 'number_input':
      return numberProblem(element, Number(text));
    default:
      return undefined;
  }
}

function numberProblem(
  { min_value: least, max_value: most, is_decimal_allowed: decimals }: Extract<AnyElement, { type: 'number_input' }>,
  value: number,
): string | undefined {
  if (Number.isNaN(value)) return 'Please enter a number.';
  if (!decimals && !Number.isInteger(value)) return 'Please enter a whole number.';
  if (least !== undefined && value < Number(least)) return `Please enter ${least} or more.`;
  if (most !== undefined && value > Number(most)) return `Please enter ${most} or less.`;
  return undefined;
}
