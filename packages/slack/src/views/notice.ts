import type { KnownBlock, ModalView } from '@slack/types';
import { type Rendered, section } from '../blocks/elements.ts';
import { modal } from './elements.ts';
import { type Meta, metaText } from './meta.ts';

/** An answer in a modal, with nothing to fill in. */
export const notice = (title: string, { blocks }: Pick<Rendered, 'blocks'>, meta: Meta = {}): ModalView =>
  modal({ form: 'notice', title, meta: metaText(meta), blocks });

/** Stands there while what the form needs is still being read. */
export const opening = (title: string): ModalView => notice(title, { blocks: [section('One moment…')] });

const refusedBlock = 'refused';

/** A modal as Slack sends it back with a submission. */
export interface SentView {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: ModalView['title'];
  readonly submit?: ModalView['submit'] | null;
  readonly close?: ModalView['close'] | null;
  readonly blocks: readonly KnownBlock[];
}

/**
 * The same modal, saying why nothing came of it. What was typed stays: Slack keeps what is in a field whose block_id and
 * action_id are the same after an update (docs.slack.dev, updating views).
 */
export function withRefusal(view: SentView, { blocks }: Pick<Rendered, 'blocks'>): ModalView {
  const { callback_id, private_metadata, title, submit, close } = view;
  const said = blocks.map((block, index) => ({ ...block, block_id: `${refusedBlock}.${index}` }));
  const asked = view.blocks.filter((block) => block.block_id?.startsWith(`${refusedBlock}.`) !== true);
  return {
    type: 'modal',
    callback_id,
    private_metadata,
    title,
    ...(submit ? { submit } : {}),
    ...(close ? { close } : {}),
    blocks: [...said, ...asked],
  };
}
