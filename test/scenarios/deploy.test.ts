import type { Commit, Entry } from '@tocsin/incident';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

/** What only the code that comes next writes, and this code has never heard of. */
const future = { type: 'incident.praised', at: '2026-11-05T14:01:00.000Z', by: { type: 'person', id: 'U0ALICE' } };

/** A function that was deployed first has put something on the timeline, and asked the others to show it. */
async function nextCodeWrites(entry: unknown): Promise<string> {
  const { id, version } = await story.incident();
  const recordedAt = story.clock.now().toISOString();
  const commit: Commit = { incident: id, version: version + 1, cause: 'next', recordedAt, entries: [entry as Entry] };
  expect(await story.world.store.append(commit)).toBe(true);
  await story.world.outbox.send({ incident: id, dedup: `${id}:${version + 1}` });
  await story.settled();
  return id;
}

describe('in the middle of a deploy, functions are of two versions', () => {
  beforeEach(async () => {
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
    await story.types('U0ALICE', story.incidentChannel(), '/incident ack');
  });

  it('an entry of a type that this code does not know stops nothing, stays, and is told as such', async () => {
    const id = await nextCodeWrites(future);
    await story.types('U0BOB', story.incidentChannel(), '/incident take');
    expect(story.situation(story.incidentChannel())).toContain('Commander* / <@U0BOB>');
    const types = await story.timeline({ id });
    expect(types.indexOf('incident.praised by U0ALICE')).toBeGreaterThan(-1);
    expect(types.at(-1)).toBe('role.assigned by U0BOB');
    await story.types('U0ALICE', story.incidentChannel(), '/incident timeline');
    expect(story.said('U0ALICE', story.incidentChannel()).at(-1)).toContain('did what this version of Tocsin does not');
    expect(story.deadLetters()).toEqual([]);
  });

  it('nothing that this code writes on top hides the entry from code that knows it', async () => {
    const id = await nextCodeWrites(future);
    await story.types('U0BOB', story.incidentChannel(), '/incident take');
    expect((await story.world.store.load(id))?.passedOver).toEqual(['incident.praised']);
  });

  it('the incident is looked at again every few minutes, until code that knows the entry shows it', async () => {
    const id = await nextCodeWrites(future);
    const looks: string[] = [];
    for (let minute = 1; minute <= 11; minute++) {
      await story.passes(minutes(1));
      const due = await story.world.store.due(new Date(story.clock.now().getTime() + minutes(5)).toISOString(), 10);
      looks.push(...due.filter(({ incident }) => incident === id).map(({ wakeAt }) => wakeAt));
    }
    expect(new Set(looks).size).toBeGreaterThanOrEqual(2);
  });
});
