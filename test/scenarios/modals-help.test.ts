import { afterEach, beforeEach, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { type Story, startStory } from '../harness/story.ts';

const alice = 'U0ALICE';
let story: Story;
beforeEach(async () => {
  story = await startStory();
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
});
afterEach(() => story.stop());

/** The first group of what help says in the incident's channel, by word. */
const firstOf = async () => {
  await story.types(alice, story.incidentChannel(), '/incident help');
  const [title, ...lines] = story.said(alice, story.incidentChannel()).at(-1)?.split('\n') ?? [];
  const words = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('*')),
  );
  return [title, ...words.map((line) => /`\/incident (\w+)/.exec(line)?.[1])];
};

it('help begins with what fits the incident at that moment', async () => {
  const channel = story.incidentChannel();
  const seen = [await firstOf()];
  for (const word of ['take', 'mitigated', 'resolve', 'close']) {
    await story.types(alice, channel, `/incident ${word}`);
    seen.push(await firstOf());
  }
  expect(seen.map((words) => words.join(' '))).toMatchInlineSnapshot(`
    [
      "*Nobody is on it yet* ack take runbook severity page join",
      "*While it is being mended* runbook update take handoff step severity mitigated",
      "*Users are well again* update resolve note action snooze",
      "*It is resolved* postmortem action note update close reopen",
      "*It is closed* postmortem status catchup timeline",
    ]
  `);
});

it('help of a word says how others typed it, by any of its names', async () => {
  await story.types(alice, story.incidentChannel(), '/incident help sev');
  expect(story.said(alice, story.incidentChannel()).at(-1)).toMatchInlineSnapshot(`
    "\`/incident severity [id] SEV1|SEV2|SEV3|SEV4 [reason]\` — say how bad it is.
    The button _Severity_ does the same.
    Also: \`sev\`.
    • \`/incident severity\`
    • \`/incident severity SEV1 all uploads fail\`
    The id can be left out in the incident’s channel."
  `);
});

it('an unknown word after help is answered with the nearest', async () => {
  await story.types(alice, story.incidentChannel(), '/incident help severety');
  expect(story.said(alice, story.incidentChannel()).at(-1)).toMatch(
    /^I do not know “severety”. Did you mean `\/incident severity`\?/,
  );
});
