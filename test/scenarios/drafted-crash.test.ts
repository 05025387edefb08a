import { AsyncLocalStorage } from 'node:async_hooks';
import type { DraftWorld } from '@tocsin/app/drafting';
import { afterEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { newProcess } from '../simulation/new-process.ts';

const alice = 'U0ALICE';
let story: Story;
afterEach(() => story.stop());

/** Which call of draft dies. Functions run beside one another, so whose call it is goes with the call. */
interface Fuse {
  left: number;
  crashes: number;
}
const running = new AsyncLocalStorage<string>();

/** Counts the calls that the function draft makes of a port, and dies at one, before or after it was done. */
const mortal =
  (fuse: Fuse, when: 'before' | 'after') =>
  <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const dies = running.getStore() === 'draft' && (fuse.left -= 1) === 0;
          if (dies && when === 'before') return die(fuse);
          const result: unknown = await value.apply(target, args);
          return dies ? die(fuse) : result;
        };
      },
    });

/** All that draft reads and writes: the timeline, the queue, Slack, S3, CloudWatch and Synthetics. */
function guarded(world: DraftWorld, guard: ReturnType<typeof mortal>): DraftWorld {
  const { store, outbox, people, history, drafts, series, canaryRuns } = world;
  return {
    ...world,
    store: guard(store),
    outbox: guard(outbox),
    people: guard(people),
    history: guard(history),
    drafts: guard(drafts),
    series: guard(series),
    canaryRuns: guard(canaryRuns),
  };
}

function die(fuse: Fuse): never {
  fuse.crashes += 1;
  throw new Error('the process died');
}

async function asked(fuse: Fuse, when: 'before' | 'after'): Promise<string> {
  story = await startStory({
    around: (world) => newProcess(world, () => fuse.crashes),
    aroundDrafting: (world) => guarded(world, mortal(fuse, when)),
    onError: () => {},
    invoking: (name, run) => running.run(name, run),
  });
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
  await story.types(alice, story.incidentChannel(), '/incident take');
  await story.slack.as(alice).post({ channel: story.incidentChannel().id, text: 'decision: we roll back' });
  const { id } = await story.incident();
  await story.types(alice, story.incidentChannel(), '/incident resolve rolled back');
  await story.types(alice, story.incidentChannel(), '/incident postmortem draft');
  await story.passes(minutes(10));
  return id;
}

const draftedOf = (entries: readonly string[]) => entries.filter((type) => type === 'postmortem.drafted');

it.each(['before', 'after'] as const)(
  'draft dies at any of its calls, %s it is done: one draft, on the timeline and in the canvas once',
  async (when) => {
    for (let call = 1; ; call += 1) {
      const fuse: Fuse = { left: call, crashes: 0 };
      const id = await asked(fuse, when);
      const said = `call ${call}`;
      expect(draftedOf(await story.timeline({ id })), said).toHaveLength(1);
      expect((await story.world.store.load(id))?.postmortem, said).toMatchObject({ draft: { number: 1 }, requests: 1 });
      expect(story.incidentChannel().canvas?.markdown.match(/decision: we roll back/g)?.length, said).toBeGreaterThan(
        0,
      );
      expect(story.cloud.queue('draft').ready, said).toEqual([]);
      expect(story.cloud.queue('draftDeadLetters').ready, said).toEqual([]);
      if (fuse.crashes === 0) {
        expect(call).toBeGreaterThan(14);
        return;
      }
      await story.stop();
    }
  },
  300_000,
);

it('an order that is delivered twice gives one draft', async () => {
  const id = await asked({ left: 0, crashes: 0 }, 'before');
  await story.world.draftQueue.send({ incident: id, number: 1 });
  await story.passes(minutes(6));
  await story.world.draftQueue.send({ incident: id, number: 1 });
  await story.settled();
  expect(draftedOf(await story.timeline({ id }))).toHaveLength(1);
});
