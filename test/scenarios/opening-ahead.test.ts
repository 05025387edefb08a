import type { World } from '@tocsin/app';
import { respond } from '@tocsin/app';
import { afterEach, expect, it } from 'vitest';
import { commit } from '../../packages/app/src/commit.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
afterEach(() => story.stop());

const opens = () =>
  story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() }));
const channels = () => story.slack.snapshot().channels.filter(({ name }) => name.startsWith('inc-'));

/** Stands before the first time that an incident is read to be shown. */
const beforeFirstReading =
  (first: (world: World, id: string) => Promise<void>) =>
  (world: World): World => {
    let isFirst = true;
    return {
      ...world,
      store: {
        ...world.store,
        loadWithEffects: async (id) => {
          if (isFirst) {
            isFirst = false;
            await first(world, id);
          }
          return world.store.loadWithEffects(id);
        },
      },
    };
  };

it('the channel of an opening is on its way before the incident is read', async () => {
  const made: string[] = [];
  story = await startStory({
    around: (world) =>
      beforeFirstReading(async () => {
        made.push('read');
      })({
        ...world,
        chat: {
          ...world.chat,
          createChannel: (channel) => {
            made.push('made');
            return world.chat.createChannel(channel);
          },
        },
      }),
  });
  await opens();
  expect(made).toEqual(['made', 'read']);
});

it('what cannot be read after its channel was begun gets no second one, and is shown in the first', async () => {
  story = await startStory({
    onError: () => {},
    around: beforeFirstReading(async () => {
      throw new Error('the table was away');
    }),
  });
  await opens();
  await story.passes(minutes(1));
  expect(channels()).toHaveLength(1);
  expect(story.situation(story.incidentChannel())).toContain('view');
});

it('an incident that turns private while its channel is made keeps nothing of it in the open', async () => {
  story = await startStory({
    around: beforeFirstReading(async (world, id) => {
      const incident = await world.store.load(id);
      const by = { type: 'person', id: 'U0ALICE' } as const;
      await commit(world, { id, incident, command: { type: 'make-private', by }, cause: 'in between' });
    }),
  });
  await opens();
  await story.passes(minutes(2));
  const open = channels().filter(({ kind }) => kind !== 'private');
  expect(open.map(({ archived, name }) => ({ archived, name }))).toEqual([
    { archived: true, name: expect.stringMatching(/^inc-\d{4}-moved-/) },
  ]);
  expect(channels().filter(({ kind }) => kind === 'private')).toHaveLength(1);
});

it('told twice, it finds the channel that is there', async () => {
  story = await startStory();
  await opens();
  const { id } = await story.incident();
  const { name, id: channel } = story.incidentChannel();
  await respond(story.world, id, 'another', { channel: name, at: story.clock.now().toISOString() });
  expect(channels()).toHaveLength(1);
  expect((await story.incident()).channel?.id).toBe(channel);
});

it('nothing is begun for an alarm that comes a second time', async () => {
  const told: boolean[] = [];
  story = await startStory({
    around: (world) => ({
      ...world,
      outbox: {
        send: async (message) => {
          told.push(message.opens !== undefined);
          await world.outbox.send(message);
        },
      },
    }),
  });
  const event = alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at: story.clock.now() });
  await story.happens(event);
  expect(told.filter(Boolean)).toHaveLength(1);
  await story.passes(minutes(6));
  await story.happens(event);
  expect(told.filter(Boolean)).toHaveLength(1);
});
