import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, read } from '../harness/reading.ts';
import { shopPolicy, startShop, translateFails } from '../harness/shop.ts';
import { minutes, type Story } from '../harness/story.ts';
import { runbooksOf } from '../harness/walking.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;
const elsewhere = { id: 'C0VIEWER01' };

const restart = `---
title: Restart it
applies-to:
  workflows: [design-viewer]
---

# Restart it

## Restart it

\`\`\`yaml
act: lambda
function: shop-restart
back: There is nothing to undo.
\`\`\`

## Over

Look once more.
`;

let story: Story;
let channel: { readonly id: string };
let invoked: string[];
beforeEach(async () => {
  ({ story, invoked } = await startShop({
    runbooks: () => runbooksOf({ 'runbooks/restart.md': restart }, shopPolicy),
  }));
  await story.types(alice, elsewhere, '/incident declare drill the shop hangs');
  channel = story.incidentChannel();
  await story.types(alice, channel, '/incident runbook start restart');
});
afterEach(() => story.stop());

const message = () =>
  story
    .incidentChannel()
    .messages.findLast(({ blocks, ephemeral }) => !ephemeral && JSON.stringify(blocks).includes('Runbook walk R1'));
const walk = () => read(message() ?? { text: '', blocks: [] });
const labels = () => buttonsOf(message() ?? { blocks: [] }).map(({ label }) => label);

describe('in a drill', () => {
  it('the incident says that it is one, and the step that nothing will be changed', () => {
    expect(story.announcements().join()).toContain('Drill: the shop hangs');
    expect(walk()).toContain('What Tocsin would do:');
    expect(walk()).toContain('🎭 *This is a drill:* Tocsin says what it would do and changes nothing.');
    expect(labels().slice(0, 3)).toEqual(['Dry run', 'Ask to run for real', 'Done by hand']);
  });

  it('nobody is paged by itself; who is paged by name reads first that it is one', async () => {
    await story.passes(minutes(30));
    expect(story.pages()).toEqual([]);
    await story.types(alice, channel, '/incident page');
    expect(story.pages()).toMatchObject([
      {
        subject: 'DRILL, nothing is broken: SEV2 Drill: the shop hangs: a responder asks for help',
        text: expect.stringMatching(/^This is a drill: nothing is broken/),
      },
    ]);
  });

  it('what truly fails meanwhile is an incident of its own, which pages', async () => {
    await story.types(alice, elsewhere, '/incident open drill the viewer hangs');
    await story.submits(alice, { workflow: 'design-viewer' });
    expect(story.announcements().join()).toContain('Drill: the viewer hangs');
    await translateFails(story);
    expect(story.announcements().join()).toContain('Translate the file is failing');
    expect(story.pages()).toHaveLength(1);
  });

  it('a run says what it would do and changes nothing; the walk goes on when people say so', async () => {
    await story.presses(alice, channel, 'Dry run');
    expect(invoked).toEqual([]);
    expect(walk()).toMatch(/🎭 \*Dry run:\* Would invoke .*shop-restart/);
    expect(walk()).not.toContain('could not settle');
    await story.presses(alice, channel, 'Done by hand');
    expect(walk()).toContain('*Over*');
    expect(story.deadLetters()).toEqual([]);
  });

  it('it is done for real once somebody else agrees, and once only', async () => {
    await story.presses(alice, channel, 'Ask to run for real');
    expect(walk()).toContain(`🤝 <@${alice}> wants this done *for real*`);
    await story.presses(alice, channel, 'Approve');
    expect(story.said(alice, channel).at(-1)).toBe('Nothing changed: Someone else has to agree to this.');
    expect(invoked).toEqual([]);
    await story.types(bob, channel, '/incident join');
    await story.presses(bob, channel, 'Approve');
    await story.redelivers();
    expect(invoked).toEqual(['shop-restart']);
    expect(walk()).toContain('*Over*');
  });

  it('what was declined for real is a dry run again', async () => {
    await story.types(alice, channel, '/incident runbook run for real');
    await story.types(bob, channel, '/incident join');
    await story.presses(bob, channel, 'Decline');
    await story.presses(alice, channel, 'Dry run');
    expect(invoked).toEqual([]);
    expect(walk()).toContain('🎭 *Dry run:*');
  });
});
