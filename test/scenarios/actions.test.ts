import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

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
const lists = () => story.incidentChannel().messages.filter(({ text }) => text.includes('Action items'));
const list = () => read(lists()[0] ?? { text: 'there is none', blocks: [] });

describe('somebody says what is left to do', () => {
  it('the channel lists it in one message, which is kept up to date', async () => {
    const channel = await opened();
    expect(lists()).toEqual([]);
    await story.types(alice, channel, '/incident action add raise the queue’s limit <@U0BOB|bob> by friday');
    expect(lastSaid(alice, channel)).toContain('You added A1 to *View a design failing*');
    await story.mentions(bob, channel, 'action add alert on the queue in 2 weeks');
    expect(list()).toMatchInlineSnapshot(`
      "📋 *Action items* · 2 open
      ☐ *A1* raise the queue’s limit
      <@U0BOB> · due 2026-11-06
      ☐ *A2* alert on the queue
      nobody’s yet · due 2026-11-19
      [Add](form.action)"
    `);
    await story.types(bob, channel, '/incident action done A1');
    await story.types(alice, channel, '/incident action A2 me');
    await story.types(alice, channel, '/incident action a2 due 2026-12-01');
    expect(list()).toMatchInlineSnapshot(`
      "📋 *Action items* · 1 open, 1 ended
      ☐ *A2* alert on the queue
      <@U0ALICE> · due 2026-12-01
      ☑ *A1* raise the queue’s limit
      done by <@U0BOB> 2026-11-05 14:00 UTC
      [Add](form.action)"
    `);
    expect(lists()).toHaveLength(1);
    expect((await story.timeline(await story.incident())).slice(-5)).toEqual([
      'action.added by U0ALICE',
      'action.added by U0BOB',
      'action.done by U0BOB',
      'action.changed by U0ALICE',
      'action.changed by U0ALICE',
    ]);
  });

  it('each can have all of them said to themselves, from anywhere', async () => {
    const channel = await opened();
    const { id } = await story.incident();
    await story.types(alice, elsewhere, `/incident action ${id} list`);
    expect(lastSaid(alice, elsewhere)).toContain('none yet');
    await story.types(alice, elsewhere, `/incident action ${id} add tell support`);
    await story.types(alice, elsewhere, `/incident action ${id}`);
    expect(lastSaid(alice, elsewhere)).toContain('☐ *A1* tell support\nnobody’s yet');
    await story.types(alice, channel, '/incident timeline 1');
    expect(lastSaid(alice, channel)).toContain('<@U0ALICE> added A1: tell support');
  });

  it('what is dropped says why; what was done too soon is opened again', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add raise the limit');
    await story.types(alice, channel, '/incident action drop A1 the queue has no limit');
    expect(list()).toContain(
      '☒ *A1* raise the limit\ndropped by <@U0ALICE> 2026-11-05 14:00 UTC: the queue has no limit',
    );
    await story.types(bob, channel, '/incident action done A1');
    expect(lastSaid(bob, channel)).toBe('Nothing changed: <@U0ALICE> dropped A1 already.');
    await story.types(bob, channel, '/incident action reopen A1');
    expect(list()).toContain('☐ *A1* raise the limit');
  });

  it('after it is resolved and closed there is still something to do', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident close');
    await story.types(alice, channel, '/incident action add write it down <@U0BOB|bob> by tomorrow');
    expect(list()).toContain('☐ *A1* write it down\n<@U0BOB> · due 2026-11-06');
    await story.types(bob, channel, '/incident action done A1');
    expect(list()).toContain('nothing left to do, 1 ended');
  });

  it.each(['A1', 'done', 'frobnicate it'])('“action %s” is told how to say it', async (words) => {
    const channel = await opened();
    await story.types(alice, channel, `/incident action ${words}`);
    expect(lastSaid(alice, channel)).toMatch(/^Say what is left to do/);
    expect(lists()).toEqual([]);
  });

  it('what Slack sends twice is written once', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add raise the limit');
    await story.redelivers();
    expect(list()).toContain('1 open');
    await story.passes(minutes(5));
    expect(lists()).toHaveLength(1);
  });
});

describe('somebody fills in a form instead', () => {
  it('to add one: the list’s button, a word without the rest', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add by friday');
    expect(story.modal(alice)).toMatchInlineSnapshot(`
      "# Add an action item
      What is left to do*: (plain_text_input)
      Who does it: (users_select)
      Until when: (datepicker)
      What it is for:
        ( ) prevent: so that it does not happen again
        ( ) detect: so that we see it sooner
        ( ) mitigate: so that it harms less
        ( ) process: how we work
      [Add]"
    `);
    await story.submits(alice, { text: 'raise the limit', owner: bob, kind: 'prevent' });
    expect(list()).toContain('☐ *A1* raise the limit\n<@U0BOB> · due 2026-11-06 · to prevent');
    await story.presses(bob, channel, 'Add');
    await story.submits(bob, { text: 'alert on the queue', due: '2026-12-01' });
    expect(list()).toContain('☐ *A2* alert on the queue\nnobody’s yet · due 2026-12-01');
  });

  it('from a message, which the item links to', async () => {
    const channel = await opened();
    const ts = await story.slack.as(bob).post({ channel: channel.id, text: 'we should raise the limit & tell them' });
    await story.slack.as(alice).messageShortcut('make_action_item', channel.id, ts);
    await story.settled();
    expect(story.modal(alice)).toContain('What is left to do*: we should raise the limit & tell them');
    await story.submits(alice);
    const link = `https://design-co.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
    expect(list()).toContain(`☐ *A1* we should raise the limit &amp; tell them\nnobody’s yet · <${link}|message>`);
    expect((await story.incident()).actions?.[0]?.source).toEqual({ channel: channel.id, ts, link });
  });

  it('to edit, drop and reopen one by its menu', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add raise the limit <@U0BOB|bob> by friday');
    const { id } = await story.incident();
    const chooses = async (verb: string) => {
      const ts = lists()[0]?.ts ?? '';
      const menu = { channel: channel.id, ts, actionId: 'do.action' };
      await story.slack.as(alice).select({ ...menu, value: `${id} ${verb} A1` });
      await story.settled();
    };
    await chooses('edit');
    expect(story.modal(alice)).toContain('Who does it: U0BOB');
    await story.submits(alice, { text: 'double the limit', owner: null });
    expect(list()).toContain('☐ *A1* double the limit\nnobody’s yet · due 2026-11-06');
    await chooses('drop');
    await story.submits(alice, { reason: 'the queue is gone' });
    expect(list()).toContain('☒ *A1* double the limit\ndropped by <@U0ALICE>');
    await chooses('reopen');
    await chooses('done');
    expect(list()).toContain('☑ *A1* double the limit\ndone by <@U0ALICE>');
    expect((await story.timeline(await story.incident())).slice(-5)).toEqual([
      'action.added by U0ALICE',
      'action.changed by U0ALICE',
      'action.dropped by U0ALICE',
      'action.reopened by U0ALICE',
      'action.done by U0ALICE',
    ]);
  });
});
