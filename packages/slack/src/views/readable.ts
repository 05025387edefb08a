import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { readable } from '../blocks/readable.ts';

type Text = { readonly text: string };
type Option = { readonly text: Text; readonly value: string; readonly description?: Text };
interface Element {
  readonly type: string;
  readonly options?: readonly Option[];
  readonly initial_option?: Option;
  readonly initial_value?: string;
  readonly initial_user?: string;
  readonly initial_date_time?: number;
}

/** A modal as a person would read it, for snapshots: `*` marks what must be filled in, `(•)` what is chosen. */
export function readableView({
  title,
  submit,
  blocks,
}: Pick<ModalView, 'title' | 'blocks'> & { submit?: unknown }): string {
  const buttons = submit ? [`[${(submit as Text).text}]`] : [];
  return [`# ${title.text}`, ...blocks.map(blockLines), ...buttons].join('\n');
}

function blockLines(block: ModalView['blocks'][number]): string {
  if (block.type !== 'input') return readable({ text: '', blocks: [block as KnownBlock] });
  const { label, hint, optional, element: control } = block as InputBlock;
  const element = control as Element;
  const lead = `${label.text}${optional ? '' : '*'}: ${heldBy(element)}${hint ? ` — ${hint.text}` : ''}`;
  return [lead.trimEnd(), ...choicesOf(element)].join('\n');
}

function heldBy({ type, options, initial_value, initial_user, initial_date_time }: Element): string {
  if (options) return '';
  if (initial_date_time !== undefined) return new Date(initial_date_time * 1_000).toISOString();
  return initial_value ?? initial_user ?? `(${type})`;
}

function choicesOf({ options = [], initial_option }: Element): string[] {
  return options.map(({ text, value, description }) => {
    const mark = value === initial_option?.value ? '(•)' : '( )';
    return `  ${mark} ${text.text}${description ? ` — ${description.text}` : ''}`;
  });
}
