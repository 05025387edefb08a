import type { SnapshotMessage, View } from '@tocsin/slack-simulator';
import { readable } from '../../packages/slack/src/blocks/readable.ts';
import { readableView } from '../../packages/slack/src/views/readable.ts';

type Shown = Pick<SnapshotMessage, 'text' | 'blocks'>;

/** A message as a person would read it: blocks in words, times in UTC. A message without blocks is its text. */
export function read({ text, blocks }: Shown): string {
  const words = blocks.length === 0 ? text : readable({ text, blocks: blocks as never });
  return words.replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1');
}

interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
}

/** The buttons of a message, label by label, with what they are called. */
export function buttonsOf({ blocks }: Pick<Shown, 'blocks'>): { label: string; actionId: string }[] {
  return (blocks as unknown as readonly { elements?: readonly Element[]; accessory?: Element }[])
    .flatMap(({ elements = [], accessory }) => [...(accessory ? [accessory] : []), ...elements])
    .flatMap(({ type, action_id: actionId, text }) =>
      type === 'button' && actionId !== undefined ? [{ label: text?.text ?? '', actionId }] : [],
    );
}

/** A modal as a person would read it, times in UTC. */
export function readModal({ title, submit, blocks }: Pick<View, 'title' | 'submit' | 'blocks'>): string {
  const words = readableView({ title, submit, blocks } as never);
  return words.replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1');
}

/** What the control of a field is called. */
export function controlOf({ blocks }: Pick<View, 'blocks'>, block: string): string {
  const found = (blocks as readonly { block_id?: string; element?: { action_id?: string } }[]).find(
    ({ block_id }) => block_id === block,
  );
  const actionId = found?.element?.action_id;
  if (actionId === undefined) throw new Error(`the modal has no field ${block}`);
  return actionId;
}
