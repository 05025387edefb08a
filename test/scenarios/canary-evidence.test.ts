import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canaryRuns } from '../harness/canary.ts';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const alarm = (step: string, value: 'ALARM' | 'OK' = 'ALARM') =>
  alarmEvent({ workflow: 'design-viewer', step, value, at: story.clock.now() });
const canary = (step?: string, because = 'HTTP 503') =>
  canaryRuns(story, 'design-viewer', step === undefined ? undefined : { step, because });

/** The message without what every situation has: head, reason, suspicion and the list of steps. */
const gist = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^(\||\[|>|:red_circle|:large_green)/.test(line))
    .join('\n');

describe('the canary reports before the alarm fires', () => {
  it('opens nothing by itself: the alarm decides', async () => {
    await canary('translate', 'translation-queue: SQS says AccessDenied');
    expect(story.incidentChannels()).toEqual([]);
    expect(story.heard()).toMatchObject({
      accepted: true,
      incident: null,
      reason: 'the run failed; remembered as evidence, the alarm decides',
    });
  });

  it('the opening message already names the dependency, in the words of the canary', async () => {
    await canary('translate', 'translation-queue: SQS says AccessDenied');
    await story.passes(minutes(2));
    await story.happens(alarm('translate'));
    const opening = story.slack.calls().find(({ method }) => method === 'chat.postMessage');
    expect(JSON.stringify(opening?.args)).toContain('Translation queue (SQS)');
    expect(story.methods()).not.toContain('chat.update');
    expect(gist(story.situation(story.incidentChannel()))).toMatchInlineSnapshot(`
      "# 🔴 Translate the file is failing — View a design
      *Translate the file* has been failing since 2026-11-05 14:00 UTC.
      *Why this step:* the canary failed in it: SQS says AccessDenied; the steps it stands on pass
      *Suspected:* *Translation queue (SQS)* — the canary saw it fail
      :white_check_mark: Sign in
      :white_check_mark: Upload the file
      :x: *Translate the file* ← here
      :no_entry_sign: Find the translation in the cache blocked
      :no_entry_sign: Open the viewer blocked
      • 2026-11-05 14:02 UTC tocsin/test/design-viewer/step-failing/translate: Threshold Crossed: the step is ALARM <https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/tocsin%2Ftest%2Fdesign-viewer%2Fstep-failing%2Ftranslate|open>
      • 2026-11-05 14:00 UTC canary, step translate: SQS says AccessDenied <https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#synthetics:canary/detail/tocsin_test_design-viewer|open>"
    `);
  });

  it('trouble began when the canary failed, not when the alarm got round to it', async () => {
    await canary('translate');
    await story.passes(minutes(2));
    await story.happens(alarm('translate'));
    expect((await story.incident()).since).toBe('2026-11-05T14:00:00.000Z');
  });

  it('names the step although the alarm is on the whole canary', async () => {
    await canary('cache-loaded', 'translation-cache: item not found');
    await story.happens(alarmEvent({ workflow: 'design-viewer', value: 'ALARM', at: story.clock.now() }));
    expect(story.incidentChannel().name).toContain('cache-loaded');
    expect((await story.incident()).naming).toMatchObject({ step: 'cache-loaded', dependency: 'translation-cache' });
  });

  it('a run of an hour ago says nothing about now', async () => {
    await canary('cache-loaded', 'translation-cache: item not found');
    await story.passes(minutes(60));
    await story.happens(alarm('translate'));
    const { naming, canary: known } = await story.incident();
    expect([naming?.step, known]).toEqual(['translate', undefined]);
  });
});

describe('the canary reports after the alarm fired', () => {
  it('the message is brought up to date, not posted again', async () => {
    await story.happens(alarmEvent({ workflow: 'design-viewer', value: 'ALARM', at: story.clock.now() }));
    const channel = story.incidentChannel();
    expect(gist(story.situation(channel))).toMatchInlineSnapshot(`
      "# 🔴 View a design failing — step unknown
      *Step unknown*, because no evidence names a step: neither a step alarm nor a canary run with a failed step was seen
      Trouble began 2026-11-05 14:00 UTC.
      :grey_question: Sign in not seen
      :grey_question: Upload the file not seen
      :grey_question: Translate the file not seen
      :grey_question: Find the translation in the cache not seen
      :grey_question: Open the viewer not seen
      • 2026-11-05 14:00 UTC tocsin/test/design-viewer/canary-failing: Threshold Crossed: the step is ALARM <https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/tocsin%2Ftest%2Fdesign-viewer%2Fcanary-failing|open>"
    `);
    await story.passes(seconds(40));
    await canary('view', 'tile-server: HTTP 502');
    // The other one offers a runbook.
    expect(story.incidentChannel().messages.map(({ text }) => [...text][0])).toEqual(['🔴', '📖']);
    expect(gist(story.situation(channel))).toMatchInlineSnapshot(`
      "# 🔴 Open the viewer is failing — View a design
      *Open the viewer* has been failing since 2026-11-05 14:00 UTC.
      *Why this step:* the canary failed in it: HTTP 502; the steps it stands on pass
      *Suspected:* *Tile server* — the canary saw it fail
      :white_check_mark: Sign in
      :white_check_mark: Upload the file
      :white_check_mark: Translate the file
      :white_check_mark: Find the translation in the cache
      :x: *Open the viewer* ← here
      • 2026-11-05 14:00 UTC canary, step view: HTTP 502 <https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#synthetics:canary/detail/tocsin_test_design-viewer|open>
      • 2026-11-05 14:00 UTC tocsin/test/design-viewer/canary-failing: Threshold Crossed: the step is ALARM <https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/tocsin%2Ftest%2Fdesign-viewer%2Fcanary-failing|open>"
    `);
    expect(story.announcements()[0]).toContain('Open the viewer is failing');
    expect(story.incidentChannel().topic).toContain('Open the viewer failing');
  });

  it('the name of the channel stays as it was: people have linked to it', async () => {
    await story.happens(alarm('translate'));
    const { name } = story.incidentChannel();
    await canary('upload', 'upload-store: HTTP 500');
    expect(story.incidentChannel().name).toBe(name);
    expect((await story.incident()).naming?.step).toBe('upload');
  });

  it('the same failure each minute is one entry on the timeline and nothing in Slack', async () => {
    await story.happens(alarm('translate'));
    await canary('translate', 'translation-queue: timeout');
    const calls = story.slack.calls().length;
    for (let run = 0; run < 5; run++) {
      await story.passes(minutes(1));
      await canary('translate', 'translation-queue: timeout');
    }
    expect(story.methods(calls)).toEqual([]);
    const told = (await story.timeline(await story.incident())).filter((entry) => entry === 'canary.reported');
    expect(told).toHaveLength(1);
    expect(story.heard().reason).toBe('the run says what the last one said');
  });

  it('a good run while the alarm still fires is no reason to doubt what was named', async () => {
    await story.happens(alarm('translate'));
    await canary('translate', 'translation-queue: timeout');
    await story.passes(minutes(1));
    await canary();
    expect(story.situation(story.incidentChannel())).toContain('🔴 Translate the file is failing');
    expect((await story.incident()).naming?.confidence).toBe('high');
  });

  it('without its report, the text of the event still names the step', async () => {
    await story.happens(alarmEvent({ workflow: 'design-viewer', value: 'ALARM', at: story.clock.now() }));
    await story.passes(seconds(30));
    await canary('view', 'tile-server: HTTP 502');
    const [event] = story.cloud.bus.events.filter(({ source }) => source === 'aws.synthetics');
    if (!event) throw new Error('Synthetics told nothing');
    await story.stop();
    story = await startStory();
    await story.happens(alarmEvent({ workflow: 'design-viewer', value: 'ALARM', at: story.clock.now() }));
    // This cloud's bucket has no report of that run.
    await story.happens(event);
    expect((await story.incident()).naming).toMatchObject({ step: 'view', dependency: 'tile-server' });
  });
});
