import type { Settings, Workflow } from '@tocsin/workflow';
import type { Actor } from './actor.ts';
import type { Refusal } from './commands.ts';
import type { Entry } from './entries.ts';

/** What deciding may look at besides the incident. */
export interface Context {
  /** The time of deciding, ISO 8601 UTC. */
  readonly at: string;
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
}

export type Decision = { readonly type: 'entries'; readonly entries: readonly Entry[] } | Refusal;

export const accept = (...entries: readonly Entry[]): Decision => ({ type: 'entries', entries });
export const refuse = (code: Refusal['code'], reason: string): Refusal => ({ type: 'refusal', code, reason });

/** Somebody by name, in the words of a refusal; Slack makes a mention of a person. */
export const mention = (actor: Actor): string =>
  actor.type === 'person' ? `<@${actor.id}>` : actor.type === 'aws' ? actor.name : 'Tocsin';
