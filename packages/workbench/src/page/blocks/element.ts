import type { ActionsBlockElement, ConfirmationDialog, InputBlockElement, SectionBlockAccessory } from '@slack/types';

/** Everything that can stand in a block and be acted on, or filled in. */
export type AnyElement = ActionsBlockElement | SectionBlockAccessory | InputBlockElement;
export type ElementOf<Type extends AnyElement['type']> = Extract<AnyElement, { readonly type: Type }>;

export const actionOf = (element: AnyElement): string => ('action_id' in element ? (element.action_id ?? '') : '');

export const confirmOf = (element: AnyElement): ConfirmationDialog | undefined =>
  'confirm' in element ? element.confirm : undefined;

export const placeholderOf = (element: AnyElement, otherwise: string): string =>
  'placeholder' in element ? (element.placeholder?.text ?? otherwise) : otherwise;
