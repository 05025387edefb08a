import type { World } from '@tocsin/app';
import { afterEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
afterEach(() => story.stop());

type Crashing = 'invite' | 'savePart' | 'post' | 'page';
type When = 'before' | 'after';

/** The world in which respond dies once, at a call, before or after it was done. */
function crashingOnce(what: Crashing, when: When, isArmed: () => boolean, disarm: () => void) {
  const once =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!isArmed()) return call(...args);
      disarm();
      if (when === 'after') await call(...args);
      throw new Error(`crashed ${when} ${what}`);
    };
  return (world: World): World => {
    const { chat, pager, store } = world;
    switch (what) {
      case 'invite':
        return { ...world, chat: { ...chat, invite: once(chat.invite) } };
      case 'post':
        return { ...world, chat: { ...chat, post: once(chat.post) } };
      case 'page':
        return { ...world, pager: { page: once(pager.page) } };
      case 'savePart':
        return { ...world, store: { ...store, savePart: once(store.savePart) } };
      default:
        return what satisfies never;
    }
  };
}

it.each(
  (['invite', 'savePart', 'post', 'page'] as const).flatMap((what) =>
    (['before', 'after'] as const).map((when) => ({ what, when })),
  ),
)('respond dies $when $what: the person is in, has it on their list, and it is said once', async ({ what, when }) => {
  let armed = false;
  const around = crashingOnce(
    what,
    when,
    () => armed,
    () => (armed = false),
  );
  story = await startStory({ around, onError: () => {} });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const channel = story.incidentChannel();
  const pagesBefore = story.pages().length;
  armed = true;
  const said = what === 'page' ? 'page help' : 'action add raise the limit <@U0CAROL|carol> by friday';
  await story.types('U0ALICE', channel, `/incident ${what === 'invite' ? 'join <@U0CAROL|carol>' : said}`);
  await story.types('U0ALICE', channel, '/incident action add tell support <@U0CAROL|carol>');
  await story.types('U0ALICE', channel, '/incident join <@U0CAROL|carol>');
  await story.passes(minutes(3));
  expect(armed).toBe(false);
  const { messages, members } = story.incidentChannel();
  expect(members).toContain('U0CAROL');
  expect(messages.filter(({ text }) => text.includes('Action items'))).toHaveLength(1);
  expect((await story.world.store.ofPerson({ user: 'U0CAROL', limit: 5 })).map(({ id }) => id)).toEqual([
    (await story.incident()).id,
  ]);
  expect(messages.filter(({ text }) => text.startsWith('📟'))).toHaveLength(what === 'page' ? 1 : 0);
  // At least once: SNS cannot be asked whether it took a page.
  const pages = story.pages().length - pagesBefore;
  expect(pages).toBe(what !== 'page' ? 0 : when === 'before' ? 1 : 2);
});
