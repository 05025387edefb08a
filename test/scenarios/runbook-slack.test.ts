import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressBody } from '../../packages/slack/src/testing.ts';
import { credentials } from '../../packages/workbench/src/people.ts';
import { buttonsOf, read } from '../harness/reading.ts';
import { shopPolicy, startShop, translateFails } from '../harness/shop.ts';
import type { Story } from '../harness/story.ts';
import { runbooksOf } from '../harness/walking.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

const files = {
  'runbooks/queue.md': `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Say so

Tell the users.

## Does it still fire?

\`\`\`yaml
check: alarm
alarm: shop/errors
\`\`\`

## Are there many?

- Yes → [Restart](#restart)
- No, few → [Over](#over)

## Restart

\`\`\`yaml
act: lambda
function: shop-restart
approval: second-person
back:
  act: lambda
  function: shop-stop
\`\`\`

## Over

Look once more.
`,
  'runbooks/disk.md': `---
title: A disk is full
applies-to:
  workflows: [design-viewer]
---

# A disk is full

## Delete something

What is old.
`,
};

let story: Story;
let channel: { readonly id: string };
let invoked: string[];
beforeEach(async () => {
  ({ story, invoked } = await startShop({ runbooks: () => runbooksOf(files, shopPolicy) }));
  await translateFails(story);
  channel = story.incidentChannel();
});
afterEach(() => story.stop());

const message = (about: string) =>
  story
    .incidentChannel()
    .messages.findLast(({ blocks, ephemeral }) => !ephemeral && JSON.stringify(blocks).includes(about));
const walk = (id = 'R1') => {
  const found = message(`Runbook walk ${id} `) ?? message(`Runbook walk ${id}"`);
  return found ? read(found) : '';
};
const labels = (id = 'R1') => buttonsOf(message(`Runbook walk ${id}`) ?? { blocks: [] }).map(({ label }) => label);
const presses = (user: string, label: string) => story.presses(user, channel, label);
const types = (user: string, text: string) => story.types(user, channel, `/incident runbook ${text}`);
const lastSaid = (user: string) => story.said(user, channel).at(-1);

const from = (user: string) => ({
  user: { id: user, team_id: 'T0EXAMPLE1' },
  channel: { id: channel.id, name: 'inc' },
});

/** A button as Slack sends it, whatever the message shows by now. */
async function pressed(body: string): Promise<Response> {
  const timestamp = String(Math.floor(story.clock.now().getTime() / 1_000));
  const signature = createHmac('sha256', credentials.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(story.cloud.slack?.url ?? '', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  await story.settled();
  return answer;
}

describe('a runbook is walked by its buttons', () => {
  it('from the offer to the end, with somebody else who agrees, and what was done is taken back', async () => {
    await presses(alice, 'Start');
    expect(walk()).toContain('*Step 1:* *Say so*');
    expect(labels()).toEqual(['Done', 'Skip…', 'Did not work…', 'Note…', 'Hand over…', 'Stop…']);
    expect(buttonsOf(message('📖 Runbook: ') ?? { blocks: [] })).toEqual([]);
    await presses(alice, 'Done');
    expect(walk()).toContain('What Tocsin looks at:');
    await presses(alice, 'Look');
    expect(walk()).toContain('⚠️ *Not as expected*');
    expect(labels().slice(0, 3)).toEqual(['Check again', 'Go on all the same', 'Note…']);
    await presses(alice, 'Go on all the same');
    expect(labels().slice(0, 2)).toEqual(['Yes', 'No, few']);
    await presses(bob, 'Yes');
    await presses(alice, 'Ask to run');
    expect(walk()).toContain(`🤝 <@${alice}> wants this done`);
    await presses(alice, 'Approve');
    expect(lastSaid(alice)).toBe('Nothing changed: Someone else has to agree to this.');
    expect(invoked).toEqual([]);
    await story.types(bob, channel, '/incident join');
    await presses(bob, 'Approve');
    expect(invoked).toEqual(['shop-restart']);
    expect(walk()).toContain('*Step 5:* *Over*');
    await presses(bob, 'Done');
    expect(walk()).toContain('🏁 Walked to its end in');
    expect(labels()).toEqual(['Take back: Restart']);
    await presses(alice, 'Take back: Restart');
    expect(invoked).toEqual(['shop-restart', 'shop-stop']);
    expect(labels()).toEqual([]);
    expect(story.said(alice, channel)).toHaveLength(1);
    expect(story.deadLetters()).toEqual([]);
  });

  it('a press costs one update of its message, and one that is delivered again changes nothing', async () => {
    await presses(alice, 'Start');
    const before = story.slack.calls().length;
    await presses(alice, 'Done');
    expect(story.methods(before).filter((method) => method.startsWith('chat.'))).toEqual(['chat.update']);
    await story.redelivers();
    expect(walk()).toContain('*Step 2:*');
    expect(story.said(alice, channel)).toEqual([]);
  });

  it('a press on a message that is out of date moves nothing', async () => {
    await presses(alice, 'Start');
    const { id } = await story.incident();
    const late = JSON.stringify({ incident: id, walk: 'R1', step: 'say-so', attempt: 1 });
    await presses(alice, 'Done');
    const { version } = await story.incident();
    const before = story.slack.calls().length;
    const answer = await pressed(pressBody('walk.done', late, from(bob)));
    expect(answer.status).toBe(200);
    expect((await story.incident()).version).toBe(version);
    expect(walk()).toContain('*Step 2:*');
    expect(story.methods(before)).not.toContain('chat.update');
    await pressed(pressBody('walk.done', late.replace('say-so', 'does-it-still-fire'), from(bob)));
    expect(walk()).toContain('*Step 3:*');
  });

  it('why a step is skipped is asked for; it stands in the message and in the change that is proposed', async () => {
    await presses(alice, 'Start');
    await presses(alice, 'Skip…');
    expect(story.modal(alice)).toContain('Why is it skipped?');
    await story.submits(alice, { why: 'nobody waits' });
    expect(walk()).toMatch(/⏭️ Say so — skipped by <@U0ALICE> .*: nobody waits/);
    await presses(bob, 'Note…');
    await story.submits(bob, { why: 'the alarm lags' });
    expect(walk()).toContain('📝 the alarm lags');
    await presses(bob, 'Stop…');
    await story.submits(bob, { why: 'it went away' });
    expect(walk()).toContain(`⏹ Stopped after 0 min by <@${bob}>: it went away`);
    await presses(bob, 'Show the proposed change');
    expect(lastSaid(bob)).toContain('+- Skipped: nobody waits');
    expect(lastSaid(bob)).toContain('+- the alarm lags');
  });

  it('somebody else walks on, and another runbook is picked beside it', async () => {
    await presses(alice, 'Start');
    await presses(alice, 'Hand over…');
    await story.submits(alice, { to: alice });
    await story.submits(alice, { to: bob });
    expect(walk()).toContain(`walked by <@${bob}>`);
    const handed = `📖 <@${bob}>, <@${alice}> hands the runbook *Designs are not translated* (R1) to you. Now: *Say so*.`;
    expect(
      story
        .incidentChannel()
        .messages.map(read)
        .filter((text) => text.includes(handed)),
    ).toHaveLength(1);
    await types(alice, 'start disk');
    expect(walk('R2')).toContain('*Delete something*');
    await types(bob, 'next');
    expect(walk('R1')).toContain('*Step 2:*');
    await types('U0CAROL', 'done');
    expect(lastSaid('U0CAROL')).toContain('Say which: There is `R1` Designs are not translated, `R2` A disk is full.');
    await types(alice, 'done R2');
    expect(walk('R2')).toContain('🏁 Walked to its end');
  });
});

describe('a runbook is walked from the keyboard', () => {
  it('to its end', async () => {
    await types(alice, 'start');
    await types(alice, 'next');
    await types(alice, 'next');
    await types(alice, 'next');
    expect(lastSaid(alice)).toContain('It did not go as expected');
    await types(alice, 'on');
    await types(alice, 'answer');
    expect(lastSaid(alice)).toContain('1 Yes · 2 No, few');
    await types(alice, 'answer few');
    expect(walk()).toContain('“No, few”');
    await types(alice, 'back');
    expect(walk()).toContain('*Are there many?* · answer it · attempt 2');
    await types(alice, 'answer 2');
    await types(alice, 'note the dashboard lags');
    await types(alice, 'done');
    expect(walk()).toContain('🏁 Walked to its end in');
    await types(alice, 'next');
    expect(lastSaid(alice)).toContain('No runbook is walked here now');
  });

  it('what there is, where it is, what to say', async () => {
    await types(alice, '');
    expect(lastSaid(alice)).toContain('*Designs are not translated* · 5 steps');
    await types(alice, 'list');
    expect(lastSaid(alice)).toContain('*A disk is full*');
    await types(alice, 'start');
    await types(alice, '');
    expect(lastSaid(alice)).toContain('*Step 1:* *Say so*');
    await types(alice, 'dnoe');
    expect(lastSaid(alice)).toContain('Did you mean `done`?');
    await types(alice, 'skip');
    expect(story.modal(alice)).toContain('Skip this step');
    await story.mentions(bob, channel, 'runbook done');
    expect(walk()).toContain('*Step 2:*');
    await types(alice, 'start xylophone');
    expect(lastSaid(alice)).toContain('there is no runbook “xylophone”');
  });
});
