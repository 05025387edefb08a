import type { Clock } from '../clock.ts';
import { refuse } from '../errors.ts';
import type { Ids } from '../ids.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses: three seconds, one use. */
const lifeMs = 3_000;

export interface Trigger {
  readonly user: string;
  /** The modal it came from, if it came from one. */
  readonly viewId?: string;
}

/** What lets an app open a modal in answer to something a person did. */
export class Triggers {
  readonly #issued = new Map<string, Trigger & { readonly at: number; used: boolean }>();
  readonly #clock: Clock;
  readonly #ids: Ids;
  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  issue(trigger: Trigger): string {
    const id = `${this.#ids.number()}.738474920.${this.#ids.hex(32)}`;
    this.#issued.set(id, { ...trigger, at: this.#clock.now().getTime(), used: false });
    return id;
  }

  /** @throws SlackRefusal `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id` */
  spend(id: string): Trigger {
    const trigger = this.#issued.get(id) ?? refuse('invalid_trigger_id');
    if (trigger.used) refuse('exchanged_trigger_id');
    if (this.#clock.now().getTime() - trigger.at > lifeMs) refuse('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }
}
