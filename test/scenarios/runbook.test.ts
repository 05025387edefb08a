import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { type Story, startStory } from '../harness/story.ts';
import { runbooksOf, walking } from '../harness/walking.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

const queue = `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Say so

Tell the users of {{workflow}} that it fails since {{failing-since}}.

## Does it still fire?

\`\`\`yaml
check: alarm
alarm: '{{alarm}}'
\`\`\`

- As expected → [Over](#over)
- Otherwise → [Restart the translators](#restart-the-translators)

## Restart the translators

\`\`\`yaml
act: lambda
function: shop-restart
payload:
  incident: '{{incident}}'
timeout: 30s
back:
  act: lambda
  function: shop-stop
\`\`\`

- Worked → [Over](#over)
- Did not work → [Call the team](#call-the-team)

## Call the team

Page them.

## Over

Look once more.
`;
const policy = {
  allow: [{ act: 'lambda', resources: ['shop-*'] }],
} as const;

let story: Story;
let walk: ReturnType<typeof walking>;
let texts: Record<string, string>;
let invoked: unknown[];
beforeEach(async () => {
  texts = { 'runbooks/queue.md': queue };
  invoked = [];
  story = await startStory({ runbooks: () => runbooksOf(texts, policy) });
  story.cloud.services.functions.set('shop-restart', (payload) => void invoked.push(payload));
  walk = walking(story);
});
afterEach(() => story.stop());

const opened = async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  return story.incidentChannel();
};

describe('a runbook is walked in the channel', () => {
  it('it is offered with why, walked to its end, and told on the timeline', async () => {
    await opened();
    const offers = () =>
      story
        .incidentChannel()
        .messages.filter(({ text }) => text.includes('Runbook'))
        .map(read);
    expect(offers()).toMatchInlineSnapshot(`
      [
        "📖 Runbook: *Designs are not translated*, because it is for the failing step design-viewer/translate.
      5 steps
      [Start](do.runbook.start) primary [Pick another…](form.runbook) [Read it](https://git.example/tocsin/tree/main/packages/catalog/src/runbooks/queue.md)",
      ]
    `);
    expect(await walk.begins(alice)).toBe('done');
    expect(walk.messages()).toMatchInlineSnapshot(`
      [
        "# 📖 Designs are not translated
      > ▱▱▱ *0 of 3* · begun by <@U0ALICE> 2026-11-05 14:00 UTC · walked by <@U0ALICE>
      divider
      *Step 1:* *Say so* · do it and say so
      Tell the users of design-viewer that it fails since 2026-11-05T14:00:00Z.
      [Done](walk.done) primary
      [Skip…](form.walk-skip) [Did not work…](form.walk-did-not-work) [Note…](form.walk-note) [Hand over…](form.walk-hand-over) [Stop…](form.walk-stop)
      > Runbook walk R1 · <https://git.example/tocsin/tree/main/packages/catalog/src/runbooks/queue.md|the whole runbook> · \`/incident runbook\` does the same",
      ]
    `);
    expect(await walk.moves(alice, { type: 'done' })).toBe('done');
    expect(await walk.moves(bob, { type: 'start' })).toBe('done');
    expect(await walk.moves(bob, { type: 'start' })).toBe('done');
    expect(await walk.moves(bob, { type: 'done' })).toBe('done');
    expect(story.deadLetters()).toEqual([]);
  });
});
