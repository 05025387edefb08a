import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { alice, bob, capturing } from './capturing.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());
const { opened, told } = capturing(() => story);

describe('what people wrote down', () => {
  it('may be of a time before, and says when it was written', async () => {
    const channel = await opened();
    await story.passes(minutes(30));
    await story.types(alice, channel, '/incident note at 14:05 UTC the job began');
    expect(story.said(alice, channel).at(-1)).toContain('at 2026-11-05 14:05 UTC');
    await story.types(bob, channel, '/incident note at 14:20 UTC it was stopped');
    await story.types(alice, channel, '/incident note at 14:10 UTC the queue grew');
    const lines = await told(channel);
    expect(lines.find((one) => one.includes('the job began'))).toContain('written down');
    const noted = lines.flatMap((one) => /the job began|the queue grew|it was stopped/.exec(one)?.[0] ?? []);
    expect(noted).toEqual(['the job began', 'the queue grew', 'it was stopped']);
    // Among what came by itself, too: the reminder of minute ten was there long before any of the three was written.
    const at = (words: string) => lines.findIndex((one) => one.includes(words));
    const byItself = lines.findIndex((one) => one.includes('reminded'));
    expect(at('the job began')).toBeLessThan(byItself);
    expect(byItself).toBeLessThan(at('it was stopped'));
  });

  it('is corrected and withdrawn by its number, with who and why; what it was stays on the timeline', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident note rolled back to v11');
    const incident = await story.incident(channel);
    const ref = Object.keys(incident.amendable ?? {}).at(-1) ?? '';
    await story.types(bob, channel, `/incident correct #${ref} rolled back to v12`);
    let line = (await told(channel)).find((one) => one.includes('rolled back'));
    expect(line).toMatch(/noted: rolled back to v12 _\(corrected by <@U0BOB>/);
    await story.types(alice, channel, `/incident withdraw ${ref} wrong incident`);
    line = (await told(channel)).find((one) => one.includes('rolled back'));
    expect(line).toMatch(/~noted: rolled back to v12~ _withdrawn by <@U0ALICE>: wrong incident_/);
    await story.types(alice, channel, '/incident withdraw #1');
    expect(story.said(alice, channel).at(-1)).toContain('is no note, update or captured message');
  });
});
