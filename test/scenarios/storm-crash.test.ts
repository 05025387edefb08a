import type { World } from '@tocsin/app';
import { settings, workflows } from '@tocsin/catalog';
import { partsOfStorm } from '@tocsin/incident';
import { afterEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
afterEach(() => story.stop());

const calls = ['takePlace', 'claimKey', 'append', 'saveHead', 'send', 'tell', 'update'] as const;
type Crashing = (typeof calls)[number];
type When = 'before' | 'after';

/** The world in which a function dies once, at a call, before or after it was done. */
function crashingOnce(what: Crashing, when: When, isArmed: () => boolean, disarm: () => void) {
  const once =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>, counts = (..._: Args) => true) =>
    async (...args: Args): Promise<Result> => {
      if (!isArmed() || !counts(...args)) return call(...args);
      disarm();
      if (when === 'after') await call(...args);
      throw new Error(`crashed ${when} ${what}`);
    };
  return (world: World): World => {
    const { chat, outbox, store } = world;
    switch (what) {
      case 'send':
      case 'tell':
        return {
          ...world,
          outbox: { send: once(outbox.send, ({ told }) => (told !== undefined) === (what === 'tell')) },
        };
      case 'update':
        return { ...world, chat: { ...chat, update: once(chat.update) } };
      default:
        return { ...world, store: { ...store, [what]: once(store[what] as () => Promise<unknown>) } };
    }
  };
}

it.each(calls.flatMap((what) => (['before', 'after'] as const).map((when) => ({ what, when }))))(
  'a function dies $when $what while an incident is gathered: it is listed once, where one speaks for it',
  async ({ what, when }) => {
    let armed = false;
    const around = crashingOnce(
      what,
      when,
      () => armed,
      () => (armed = false),
    );
    story = await startStory({ workflows, severities: settings.severities, around, onError: () => {} });
    const alarm = (workflow: string, step: string) =>
      story.happens(alarmEvent({ workflow, step, value: 'ALARM', at: story.clock.now() }));
    await alarm('design-viewer', 'view');
    armed = true;
    await alarm('share-link', 'preview');
    await story.passes(minutes(4));
    expect(armed).toBe(false);
    const speaks = await story.incident(story.incidentChannel());
    const gathered = await story.world.store.shelf({ shelf: 'gathered', limit: 9 });
    expect(gathered.map(({ workflow }) => workflow)).toEqual(['share-link']);
    expect(partsOfStorm(speaks).map(({ id, state }) => [id, state])).toEqual([[gathered[0]?.id, 'failing']]);
    const lists = story.incidentChannel().messages.filter(({ text }) => text.includes('more incident still failing'));
    expect(lists).toHaveLength(1);
    expect(story.deadLetters()).toEqual([]);
  },
);
