import type { World } from '@tocsin/app';
import { afterEach, expect, it } from 'vitest';
import { drawnByHand, draws } from '../harness/drafting.ts';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const alice = 'U0ALICE';
let story: Story;
afterEach(() => story.stop());

type Crashing = 'post' | 'update' | 'writeCanvas' | 'read' | 'claim' | 'finish';
type When = 'before' | 'after';

/** The world in which respond dies at a call, before or after it was done, each time that it is armed. */
function crashing(what: Crashing, when: When, armed: { left: number }) {
  const once =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (armed.left === 0) return call(...args);
      armed.left -= 1;
      if (when === 'after') await call(...args);
      throw new Error(`crashed ${when} ${what}`);
    };
  return (world: World): World => {
    const { chat, drafts, store } = world;
    switch (what) {
      case 'post':
        return { ...world, chat: { ...chat, post: once(chat.post) } };
      case 'update':
        return { ...world, chat: { ...chat, update: once(chat.update) } };
      case 'writeCanvas':
        return { ...world, chat: { ...chat, writeCanvas: once(chat.writeCanvas) } };
      case 'read':
        return drafts ? { ...world, drafts: { ...drafts, get: ofCanvas(drafts.get, once(drafts.get)) } } : world;
      case 'claim':
        return { ...world, store: { ...store, claimEffect: once(store.claimEffect) } };
      case 'finish':
        return { ...world, store: { ...store, finishEffect: once(store.finishEffect) } };
      default:
        return what satisfies never;
    }
  };
}

/** Respond reads what goes into the canvas; whoever draws up reads the rest. */
const ofCanvas =
  <Result>(plain: (key: string) => Result, dying: (key: string) => Result) =>
  (key: string): Result =>
    (key.endsWith('/canvas.md') ? dying : plain)(key);

it.each(
  (['post', 'update', 'writeCanvas', 'read', 'claim', 'finish'] as const).flatMap((what) =>
    (['before', 'after'] as const).map((when) => ({ what, when })),
  ),
)('respond dies $when $what: one message, each draft once in the canvas', async ({ what, when }) => {
  const armed = { left: 0 };
  let died = 0;
  const dies = async (step: () => Promise<void>) => {
    armed.left = 1;
    await step();
    await story.passes(minutes(3));
    died += 1 - armed.left;
    armed.left = 0;
  };
  story = await startStory({ around: (world) => crashing(what, when, armed)(drawnByHand(world)), onError: () => {} });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const channel = story.incidentChannel();
  await story.types(alice, channel, '/incident resolve');
  const { id } = await story.incident(channel);
  const canvas = () => story.incidentChannel().canvas?.markdown ?? '';

  await dies(() => story.types(alice, channel, '/incident postmortem'));
  await dies(() => draws(story, id));
  expect(canvas().split('(draft 1)')).toHaveLength(2);
  await story.types(alice, channel, '/incident note the cache was cold');
  await dies(() => story.types(alice, channel, '/incident postmortem again'));
  await dies(() => draws(story, id));
  expect(canvas()).not.toContain('(draft 2)');
  await dies(() => story.types(alice, channel, '/incident postmortem take'));

  expect(died).toBeGreaterThan(0);
  expect(canvas().split('(draft 2)')).toHaveLength(2);
  const said = story
    .incidentChannel()
    .messages.filter(({ ephemeral, text }) => !ephemeral && text.startsWith('📝'))
    .map(read);
  expect(said).toMatchObject([expect.stringContaining('The canvas of this channel has draft 2.')]);
  expect(await story.effects({ id })).toMatchObject({ postmortem: 'done', canvas: 'done' });
});
