import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const opened = async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  return story.incidentChannel();
};
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);
const lastEntry = async () => (await story.timeline(await story.incident())).at(-1);

describe('an update', () => {
  it('is posted in the channel and below the announcement, and the status changes with it', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Post update');
    expect(story.modal(alice)).toContain('(•) in an hour');
    const result = await story.submits(alice, {
      text: 'Rolling back to v12.\nTen minutes left.',
      impact: 'New designs stay blank',
      next: '30',
      status: 'mitigated',
      severity: 'SEV3',
    });
    expect(result).toMatchObject({ ok: true });
    const incident = await story.incident();
    expect(incident).toMatchObject({ status: 'mitigated', severity: 'SEV3', update: { number: 1 } });
    const [shown] = story.incidentChannel().messages.filter(({ text }) => text.startsWith('Update 1'));
    expect(shown && read(shown)).toMatchInlineSnapshot(`
      "📣 *Update 1* · <@U0ALICE> 2026-11-05 14:00 UTC · next update by 2026-11-05 14:30 UTC
      Rolling back to v12.
      Ten minutes left.
      *Impact:* New designs stay blank"
    `);
    const announced = story.slack.snapshot().channels.find(({ id }) => id === 'C0INCIDENT');
    expect(announced?.messages.flatMap(({ replies }) => replies).map(read)).toEqual([shown && read(shown)]);
  });

  it('submitted twice, it is posted once', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Post update');
    await story.submits(alice, { text: 'Rolling back' });
    await story.redelivers();
    expect((await story.incident()).update?.number).toBe(1);
    expect(story.incidentChannel().messages.filter(({ text }) => text.startsWith('Update'))).toHaveLength(1);
  });

  it('typed text is in the form; a mention posts it as it is', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident update looking at the queue');
    expect(story.modal(alice)).toContain('looking at the queue');
    await story.mentions(bob, channel, 'update it is the queue');
    expect((await story.incident()).update).toMatchObject({ text: 'it is the queue', by: { id: bob } });
  });
});

describe('a command without its words opens a form', () => {
  it.each([
    ['severity', { severity: 'SEV1', reason: 'all uploads fail' }, 'severity.changed by U0ALICE'],
    ['role', { role: 'scribe', to: bob }, 'role.assigned by U0ALICE'],
    ['step', { step: 'upload', reason: 'the disk is full' }, 'step.named by U0ALICE'],
    ['note', { text: 'rolled back' }, 'note.added by U0ALICE'],
  ])('%s', async (word, values, entry) => {
    const channel = await opened();
    await story.types(alice, channel, `/incident ${word}`);
    expect(lastSaid(alice, channel)).toBeUndefined();
    expect(await story.submits(alice, values)).toMatchObject({ ok: true });
    expect(() => story.modal(alice)).toThrow('no modal open');
    expect(await lastEntry()).toBe(entry);
  });

  it('hand-off: the next one reads what the last one knew', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.presses(alice, channel, 'Hand off');
    await story.submits(alice, { to: bob, note: 'the rollback is half way' });
    const sheet = story.incidentChannel().messages.find(({ text }) => text.startsWith('Command was handed'));
    expect(sheet && read(sheet)).toContain('*To know:* the rollback is half way');
  });

  it('what is refused is said on top of what was typed, which stays', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Resolve');
    await story.types(bob, channel, '/incident resolve');
    await story.submits(alice, { note: 'rolled back to v12' });
    const { id } = await story.incident(channel);
    expect(story.modal(alice).split('\n')[1]).toBe(`Nothing changed: incident ${id} is resolved.`);
    const held = story.slack.snapshot(alice).modals[0]?.view.state.values['note'];
    expect(held).toMatchObject({ value: { value: 'rolled back to v12' } });
  });

  it('what cannot be done is said without asking', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident handoff');
    expect(lastSaid(alice, channel)).toContain('Nothing changed: nobody is in command');
    await story.types(alice, elsewhere, '/incident severity');
    expect(lastSaid(alice, elsewhere)).toContain('this is not an incident’s channel');
    expect(() => story.modal(alice)).toThrow('no modal open');
  });

  it('a mention gets the words to type, and a button that opens the form', async () => {
    const channel = await opened();
    await story.mentions(alice, channel, 'severity all uploads fail');
    expect(lastSaid(alice, channel)).toContain('[Change the severity…](form.severity)');
    await story.presses(alice, channel, 'Change the severity…');
    expect(story.modal(alice)).toContain('all uploads fail');
  });
});

describe('the buttons of the situation', () => {
  it('end the incident step by step, each asking what it must', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Mitigated');
    await story.submits(alice, { note: 'traffic goes elsewhere' });
    await story.presses(alice, channel, 'Resolve');
    await story.submits(alice, { note: 'the index was missing' });
    expect(story.situation(channel)).toContain('the index was missing');
    await story.presses(alice, channel, 'Reopen');
    await story.submits(alice);
    await story.types(alice, channel, '/incident resolve');
    await story.presses(alice, channel, 'Close');
    await story.submits(alice);
    expect((await story.incident(channel)).status).toBe('closed');
    expect(story.buttons(channel)[0]).toEqual(['Postmortem', 'More…']);
  });

  it('a stale one says why', async () => {
    const channel = await opened();
    const [{ ts } = { ts: '' }] = story.incidentChannel().messages;
    const actor = story.slack.as(alice);
    await actor.join(channel.id);
    await story.types(bob, channel, '/incident take');
    await actor.click({ channel: channel.id, ts, actionId: 'form.handoff' });
    await story.settled();
    expect(lastSaid(alice, channel)).toContain('only <@U0BOB>, who is in command, can hand it off');
  });

  it('behind “More…” is all else, and what it opens takes its place', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'More…');
    expect(story.modal(alice)).toMatchInlineSnapshot(`
      "# What to do
      *View a design failing*
      SEV2 · declared
      *Who*
      [Join](do.join) [Acknowledge](do.ack) [Take command](do.take) [Give a role](form.role) [Page…](form.page)
      *What*
      [Runbook](do.runbook) [Severity](form.severity) [Name the step](form.step) [Post update](form.update) [Add a note](form.note) [Add an action item](form.action) [Action items](do.action)
      *What happened*
      [Catch me up](do.catchup) [Timeline](do.timeline) [Status](do.status) [Postmortem](do.postmortem)
      *How it goes on*
      [Mitigated](form.mitigate) [Resolve](form.resolve) [Snooze reminders…](form.snooze) [Merge…](form.merge) [Make private…](form.private)"
    `);
    await story.pressesInModal(alice, 'Severity');
    await story.submits(alice, { severity: 'SEV1' });
    expect((await story.incident()).severity).toBe('SEV1');
    await story.presses(alice, channel, 'More…');
    await story.pressesInModal(alice, 'Timeline');
    expect(story.modal(alice)).toContain('changed SEV2 to SEV1');
  });
});

describe('a modal opens in time', () => {
  it('though Slack takes 300 ms a call', async () => {
    const slow = await startStory({ latencyMs: 300 });
    try {
      await slow.types(alice, elsewhere, '/incident open');
      expect(slow.modal(alice)).toContain('# Declare an incident');
    } finally {
      await slow.stop();
    }
  });

  it('while the table is slow a first view holds the place, and the form follows', async () => {
    let slow = false;
    const isOpen = () => held.slack.calls().some(({ method }) => method === 'views.open');
    const held: Story = await startStory({
      around: (world) => ({
        ...world,
        store: {
          ...world.store,
          async load(id) {
            while (slow && !isOpen()) await new Promise((resolve) => setImmediate(resolve));
            return world.store.load(id);
          },
        },
      }),
    });
    try {
      const at = held.clock.now();
      await held.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
      slow = true;
      await held.types(alice, held.incidentChannel(), '/incident severity');
      expect(held.methods().filter((method) => method.startsWith('views.'))).toEqual(['views.open', 'views.update']);
      expect(held.modal(alice)).toContain('# Change the severity\nHow bad is it?');
    } finally {
      await held.stop();
    }
  });

  it('with a trigger that is over, the answer has a button that opens it', async () => {
    let late = false;
    const held: Story = await startStory({
      async invoking(name, run) {
        if (late && name === 'slack') await held.clock.advance(4_000, async () => {});
        return run();
      },
    });
    try {
      const at = held.clock.now();
      await held.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
      const channel = held.incidentChannel();
      late = true;
      await held.types(alice, channel, '/incident severity all uploads fail');
      expect(held.said(alice, channel).join('\n')).toContain('[Change the severity…](form.severity)');
      late = false;
      await held.presses(alice, channel, 'Change the severity…');
      expect(held.modal(alice)).toContain('all uploads fail');
    } finally {
      await held.stop();
    }
  });
});
