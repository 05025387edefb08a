import type { World } from '@tocsin/app';
import { afterEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { runbooksOf, walking } from '../harness/walking.ts';

let story: Story;
afterEach(() => story.stop());

const restart = `---
title: Restart it
applies-to:
  steps: [design-viewer/translate]
---

# Restart it

## Restart it

\`\`\`yaml
act: lambda
function: shop-restart
\`\`\`

## Over

Look once more.
`.replace('function: shop-restart', 'function: shop-restart\nback: There is nothing to undo.');

/** Calls on the way of an act, from the press to its result on the timeline. */
const calls = ['send', 'claimEffect', 'finishEffect', 'append', 'saveHead', 'outbox', 'update'] as const;
const ofHandover = ['claimEffect', 'post', 'finishEffect', 'append', 'outbox'] as const;
type Crashing = (typeof calls | typeof ofHandover)[number];

/** The process dies once at a call of that name, before or after it was done: at the first, the second … from when it is armed. */
function dying(what: Crashing, when: 'before' | 'after', left: { calls: number }) {
  const once =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      left.calls -= 1;
      if (left.calls !== 0) return call(...args);
      if (when === 'after') await call(...args);
      throw new Error(`crashed ${when} ${what}`);
    };
  return (world: World): World => {
    const { store, tasks, outbox, chat } = world;
    switch (what) {
      case 'send':
        return { ...world, tasks: { send: once(tasks.send) } };
      case 'outbox':
        return { ...world, outbox: { ...outbox, send: once(outbox.send) } };
      case 'update':
      case 'post':
        return { ...world, chat: { ...chat, [what]: once(chat[what] as (...args: unknown[]) => Promise<unknown>) } };
      case 'claimEffect':
      case 'finishEffect':
      case 'append':
      case 'saveHead':
        return { ...world, store: { ...store, [what]: once(store[what] as (...args: unknown[]) => Promise<unknown>) } };
      default:
        return what satisfies never;
    }
  };
}

const cases = calls.flatMap((what) =>
  (['before', 'after'] as const).flatMap((when) =>
    (what === 'send' ? [1] : [1, 2]).map((time) => ({ what, when, time })),
  ),
);

it.each(cases)('dies $when $what ($time): the act is done once, and the walk goes on', async ({ what, when, time }) => {
  const left = { calls: 0 };
  let invoked = 0;
  story = await startStory({
    around: dying(what, when, left),
    runbooks: () => runbooksOf({ 'restart.md': restart }, { allow: [{ act: 'lambda', resources: ['shop-restart'] }] }),
    onError: () => {},
  });
  story.cloud.services.functions.set('shop-restart', () => {
    invoked += 1;
    return {};
  });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const walk = walking(story);
  await walk.begins('U0ALICE');
  const seen = await walk.seen();
  left.calls = time;
  const press = () => walk.moves('U0ALICE', { type: 'start' }, seen).catch((error: Error) => error.message);
  await press();
  // Whoever sees no change presses again.
  await story.passes(minutes(2));
  await press();
  await story.passes(minutes(6));
  expect(left.calls).toBeLessThanOrEqual(0);
  expect(invoked).toBe(1);
  expect(await walk.at()).toBe('Over');
  expect(walk.messages()).toHaveLength(1);
  expect(walk.messages().join()).toContain('*Over*');
  expect(story.deadLetters()).toEqual([]);
});

const handovers = ofHandover.flatMap((what) => (['before', 'after'] as const).map((when) => ({ what, when })));

it.each(handovers)('dies $when $what: whoever it is handed to is told once', async ({ what, when }) => {
  const left = { calls: 0 };
  story = await startStory({
    around: dying(what, when, left),
    runbooks: () => runbooksOf({ 'restart.md': restart }, { allow: [{ act: 'lambda', resources: ['shop-restart'] }] }),
    onError: () => {},
  });
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const walk = walking(story);
  await walk.begins('U0ALICE');
  left.calls = 1;
  const hand = () => walk.moves('U0ALICE', { type: 'hand-over', to: 'U0BOB' }).catch((error: Error) => error.message);
  await hand();
  await story.passes(minutes(2));
  await hand();
  await story.passes(minutes(6));
  expect(left.calls).toBeLessThanOrEqual(0);
  const told = story.incidentChannel().messages.filter(({ text }) => text.includes('hands the runbook'));
  expect(told.map(({ text }) => text)).toEqual([
    '📖 <@U0BOB>, <@U0ALICE> hands the runbook Restart it (R1) to you. Now: Restart it.',
  ]);
  expect(story.deadLetters()).toEqual([]);
});
