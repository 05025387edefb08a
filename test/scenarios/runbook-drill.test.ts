import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, read } from '../harness/reading.ts';
import { type Story, startStory } from '../harness/story.ts';
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
const policy = { allow: [{ act: 'lambda', resources: ['shop-*'] }] } as const;

let story: Story;
let channel: { readonly id: string };
let invoked: number;
beforeEach(async () => {
  invoked = 0;
  story = await startStory({ runbooks: () => runbooksOf({ 'runbooks/restart.md': restart }, policy) });
  story.cloud.services.functions.set('shop-restart', () => {
    invoked += 1;
  });
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

  it('a run says what it would do and changes nothing; the walk goes on when people say so', async () => {
    await story.presses(alice, channel, 'Dry run');
    expect(invoked).toBe(0);
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
    expect(invoked).toBe(0);
    await story.types(bob, channel, '/incident join');
    await story.presses(bob, channel, 'Approve');
    await story.redelivers();
    expect(invoked).toBe(1);
    expect(walk()).toContain('*Over*');
  });

  it('what was declined for real is a dry run again', async () => {
    await story.types(alice, channel, '/incident runbook run for real');
    await story.types(bob, channel, '/incident join');
    await story.presses(bob, channel, 'Decline');
    await story.presses(alice, channel, 'Dry run');
    expect(invoked).toBe(0);
    expect(walk()).toContain('🎭 *Dry run:*');
  });
});
