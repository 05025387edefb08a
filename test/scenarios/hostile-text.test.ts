import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canaryRuns } from '../harness/canary.ts';
import { alarmEvent, foreignAlarm } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

/** Alarm names, reasons and titles are anybody's words: they are shown as words, whatever they would mean to Slack. */
let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const attack = '<!channel> <@U0ALICE> <#C0VIEWER01> <https://evil.example|bank> @here :rotating_light: *bold* `code`';
const rightToLeft = 'שרת התשלומים \u202Egpj.exe\u202C لا يعمل';
const elsewhere = { id: 'C0VIEWER01' };

/** Everything that Slack was given to show, by whatever call or answer; not what it says itself of who joined. */
const shown = (): string => {
  const { channels } = story.slack.snapshot();
  return channels
    .flatMap(({ topic, name, messages, bookmarks }) => [
      name,
      topic,
      ...bookmarks.map(({ title }) => title),
      ...messages
        .filter(({ subtype }) => subtype === undefined)
        .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`),
    ])
    .join('\n');
};

/** What would notify, link or disguise, had it not been defused. */
const harmless = (text: string) => {
  expect(text).not.toMatch(/<!(channel|here|everyone)/);
  expect(text).not.toContain('<@U0ALICE>');
  expect(text).not.toContain('<#C0VIEWER01> <http');
  expect(text).not.toMatch(/<https:\/\/evil/);
  expect(text).not.toMatch(/@here\b/);
  expect(text).not.toContain(':rotating_light:');
  expect(text).not.toMatch(/[\u202a-\u202e]/);
};

const refusals = () => story.slack.calls().filter(({ ok }) => !ok);

describe('an alarm is named to do harm', () => {
  it('its name is shown as text, in channel, topic, announcement and page', async () => {
    await story.happens(foreignAlarm({ name: attack, value: 'ALARM', at: story.clock.now(), reason: attack }));
    const channel = story.incidentChannel();
    expect(channel.name).toMatch(/^inc-1105-[a-z0-9-]+-[a-z0-9]{4}$/);
    expect(story.situation(channel).split('\n')[0]).toContain('&lt;!channel&gt; &lt;@U0ALICE&gt; &lt;#C0VIEWER01&gt;');
    harmless(shown());
    expect(refusals()).toEqual([]);
  });

  it('so is a reason, where it explains a step', async () => {
    const at = story.clock.now();
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at, reason: attack }),
    );
    expect(story.situation(story.incidentChannel())).toContain('its alarm fires: &lt;!channel&gt;');
    harmless(shown());
  });

  it('so is what the canary says of a failure', async () => {
    await canaryRuns(story, 'design-viewer', { step: 'translate', because: `translation-queue: ${attack}` });
    await story.happens(
      alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at: story.clock.now() }),
    );
    expect(story.situation(story.incidentChannel())).toContain('the canary failed in it: &lt;!channel&gt;');
    harmless(shown());
  });

  it('text that runs right to left does not turn its neighbours around', async () => {
    await story.happens(foreignAlarm({ name: rightToLeft, value: 'ALARM', at: story.clock.now() }));
    const [headline] = story.situation(story.incidentChannel()).split('\n');
    expect(headline).toBe('# 🔴 \u2068שרת התשלומים gpj.exe لا يعمل\u2069');
    harmless(shown());
  });

  it('a name without a letter that a channel may have still gets a channel', async () => {
    await story.happens(foreignAlarm({ name: '🔥🔥🔥', value: 'ALARM', at: story.clock.now() }));
    expect(story.incidentChannel().name).toMatch(/^inc-1105-incident-[a-z0-9]{4}$/);
    expect(story.pages()[0]?.subject).toMatch(/^SEV3 \?+: step unknown$/);
    expect(story.pages()[0]?.text).toContain('🔥🔥🔥');
  });
});

describe('an alarm says a great deal', () => {
  const long = `${attack} ${'Threshold & <Crossed> '.repeat(200)}`.slice(0, 4_000);

  it('every message stays within what Slack takes', async () => {
    const at = story.clock.now();
    const steps = ['sign-in', 'upload', 'translate', 'cache-loaded', 'view'];
    await story.happens(
      ...steps.map((step) => alarmEvent({ workflow: 'design-viewer', step, value: 'ALARM', at, reason: long })),
    );
    await story.happens(foreignAlarm({ name: long.slice(0, 255), value: 'ALARM', at, reason: long }));
    expect(story.incidentChannels()).toHaveLength(2);
    expect(refusals()).toEqual([]);
    harmless(shown());
    for (const { messages, topic, name } of story.incidentChannels()) {
      expect(name.length).toBeLessThanOrEqual(80);
      expect(topic.length).toBeLessThanOrEqual(250);
      for (const { text, blocks } of messages) {
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
      }
    }
    for (const { subject } of story.pages()) expect(subject.length).toBeLessThan(100);
    expect(story.deadLetters()).toEqual([]);
  });

  it('many alarms of long words are listed as far as they fit', async () => {
    const at = story.clock.now();
    const alarms = Array.from({ length: 25 }, (_, index) => {
      const event = alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at, reason: long });
      const arn = `${event.resources[0]}-${index}`;
      const name = `${'&'.repeat(200)} ${index}`;
      // Alarms made by hand, on the canary's metric of the step.
      return { ...event, id: `${event.id}${index}`, resources: [arn], detail: { ...event.detail, alarmName: name } };
    });
    await story.happens(...alarms);
    expect(Object.keys((await story.incident()).alarms)).toHaveLength(25);
    const [, listed = ''] = story.situation(story.incidentChannel()).split('*Alarms*');
    const left = [...listed.matchAll(/… and (\d+) more/g)].map(([, number]) => Number(number));
    expect(listed.split(':red_circle:').length - 1 + left.reduce((sum, number) => sum + number, 0)).toBe(25);
    expect(refusals()).toEqual([]);
  });

  it('the timeline keeps the whole of it', async () => {
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'view', value: 'ALARM', at, reason: long }));
    const [first] = await story.world.store.timeline((await story.incident()).id);
    const fired = first?.entries.find(({ type }) => type === 'alarm.fired');
    expect(fired?.type === 'alarm.fired' && fired.alarm.reason).toBe(long);
  });
});

describe('a person types to do harm', () => {
  it('a title is shown as it was typed, and does nothing', async () => {
    await story.types('U0BOB', elsewhere, `/incident declare ${attack}`);
    const [answer] = story.said('U0BOB', elsewhere);
    expect(answer).toContain('Declared *&lt;!channel&gt;');
    harmless(shown());
    harmless(answer ?? '');
  });

  it('so is a note, and a word that is no command', async () => {
    await story.types('U0BOB', elsewhere, '/incident declare trouble');
    await story.types('U0BOB', elsewhere, '/incident <!everyone>');
    await story.passes(minutes(1));
    await story.types('U0BOB', story.incidentChannel(), `/incident resolve ${attack}`);
    expect(story.situation(story.incidentChannel())).toContain('&lt;!channel&gt;');
    harmless(shown());
    harmless(story.said('U0BOB', elsewhere).join('\n'));
  });
});
