import { refuse } from './errors.ts';

/** Slack lets an app use a trigger once, within three seconds (docs.slack.dev, trigger_id). */
const triggerMs = 3_000;

export interface OpenView {
  readonly user: string;
  readonly id: string;
  readonly view: unknown;
}

/** Trigger ids and the modals that they opened. */
export function createTriggers({ now, newId }: { now: () => Date; newId: (prefix: string) => string }) {
  const triggers = new Map<string, { user: string; at: number; used: boolean }>();
  const views: OpenView[] = [];
  return {
    views: views as readonly OpenView[],
    make(user: string): string {
      const id = `${newId('')}.${now().getTime()}.trigger`;
      triggers.set(id, { user, at: now().getTime(), used: false });
      return id;
    },
    open(id: string, view: unknown) {
      const trigger = triggers.get(id) ?? refuse('invalid_trigger_id');
      if (trigger.used) return refuse('exchanged_trigger_id');
      if (now().getTime() - trigger.at > triggerMs) return refuse('expired_trigger_id');
      trigger.used = true;
      const opened = { user: trigger.user, id: newId('V'), view };
      views.push(opened);
      return { ...(view as object), id: opened.id };
    },
  };
}
