import type { ModalView } from '@slack/types';

/** What Slack does with a modal that was submitted; undefined closes it. */
export type ViewAnswer =
  | undefined
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update'; readonly view: ModalView };
