import type { Rendered } from '../../blocks/index.ts';
import { type FormName, isForm } from '../../views/forms.ts';
import type { Given } from '../../views/meta.ts';
import type { Asked } from '../request.ts';

/** What can be opened: a form about an incident, the one that declares one, the menu of all that there is to do. */
export type Opens = FormName | 'declare' | 'more';

export const opens = (name: string): name is Opens => name === 'declare' || name === 'more' || isForm(name);

/** Something is still to be said: a form asks for it where one can be opened, else `usage` says how to type it. */
export interface Ask {
  readonly type: 'ask';
  readonly form: Opens;
  readonly given: Given;
  readonly usage: string;
  readonly asked: Asked;
}

/** What comes of something that a person did. Nothing is said to a redelivery: the first delivery was answered. */
export type Answer = Rendered | Ask | undefined;
/** The answer was a modal, or was given already. */
export const opened = 'opened';

export const isAsk = (answer: Answer): answer is Ask => answer !== undefined && 'type' in answer;

/** Empty words are no words. */
export const given = (words: Readonly<Record<string, string | undefined>>): Given =>
  Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => !!entry[1]));
