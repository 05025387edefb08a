import type { KnownBlock } from '@slack/types';
import type { Incident, PeopleCommand, Person } from '@tocsin/incident';
import type { Settings, Workflow } from '@tocsin/workflow';
import type { Rendered } from '../blocks/index.ts';
import type { Filled } from './filled.ts';
import type { Given, Meta } from './meta.ts';

/** What a form may look at while it is built. */
export interface About {
  readonly incident: Incident;
  readonly workflow?: Workflow;
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
  readonly by: Person;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** What was meant, or what to write instead, by field. */
export type Meant =
  | { readonly type: 'commands'; readonly commands: readonly PeopleCommand[] }
  /** What takes a look at another incident. */
  | { readonly type: 'merge'; readonly into: string }
  | { readonly type: 'stand-alone'; readonly reason?: string }
  /** `alarms` as the options had them: alarmsChosen. */
  | { readonly type: 'split'; readonly alarms: readonly string[]; readonly title: string }
  /** A runbook of the catalog, by its file. */
  | { readonly type: 'start-runbook'; readonly file: string }
  /** Something to read, in the modal. */
  | { readonly type: 'timeline'; readonly from: string; readonly to: string }
  | { readonly type: 'unclear'; readonly errors: Readonly<Record<string, string>> };

export const meant = (...commands: readonly PeopleCommand[]): Meant => ({ type: 'commands', commands });
export const unclear = (errors: Readonly<Record<string, string>>): Meant => ({ type: 'unclear', errors });

/** A form that asks the same of every incident, so that which one is meant can be asked along with the rest. */
export interface FormOfAny extends Form {
  readonly fields: (about: Pick<About, 'now' | 'by'>, given: Given) => readonly KnownBlock[];
  /** What was done, once the person chose where: its channel is not the one that they look at. */
  readonly done: string;
}

/** Something to ask about an incident, and what the answers mean. Both are pure. */
export interface Form {
  /** On the button that opens it. */
  readonly label: string;
  readonly title: string;
  readonly submit: string;
  /** If this is refused now, the reason is told instead of asking. */
  readonly attempt?: (about: About, given: Given) => PeopleCommand;
  readonly fields: (about: About, given: Given) => readonly KnownBlock[];
  readonly read: (filled: Filled, from: Pick<About, 'by' | 'now'> & Pick<Meta, 'from' | 'walk'>) => Meant;
  /** What is said in the modal once it is done, where the channel does not show it; without it the modal closes. */
  readonly told?: (incident: Incident) => Rendered;
}
