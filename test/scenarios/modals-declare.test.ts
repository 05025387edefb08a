import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;
const elsewhere = { id: 'C0VIEWER01' };

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
const chooseWorkflow = async (value: string) => {
  await story.slack.as(alice).selectInView({ actionId: 'field.declare.workflow', value });
  await story.settled();
};

describe('somebody declares an incident with the form', () => {
  it('a title is enough', async () => {
    await story.types(alice, elsewhere, '/incident open checkout is slow');
    expect(story.modal(alice)).toMatchInlineSnapshot(`
      "# Declare an incident
      What is wrong*: checkout is slow
      How bad is it?*:
        ( ) SEV1: nearly nobody can work — pages, an update every 30 minutes
        (•) SEV2: many people cannot work — pages, an update every hour
        ( ) SEV3: some are hindered, or there is a way around it — pages, an update every 4 hours
        ( ) SEV4: nobody is hindered yet — pages nobody, no updates are due
      Workflow*:  — Its owner is paged, unless it is a drill, and invited.
        (•) None of these
        ( ) View a design
        ( ) Open a share link
      What is known: (plain_text_input)
      Since when*: 2026-11-05T14:00:00.000Z
      Is it real?:
        ( ) Drill — nobody is paged, and what runbooks do is only rehearsed
      Who may see it:
        ( ) Private — only who is invited sees the incident and its channel
      [Declare]"
    `);
    await story.submits(alice);
    const incident = await story.incident();
    expect(incident).toMatchObject({ title: 'checkout is slow', severity: 'SEV2', declared: { by: { id: alice } } });
    expect(story.modal(alice)).toContain('Declared *checkout is slow* as SEV2');
  });

  it('with a step of a workflow, since when, and what is known: the channel opens naming the step', async () => {
    await story.types(alice, elsewhere, '/incident open');
    await chooseWorkflow('design-viewer');
    const since = new Date(story.clock.now().getTime() - minutes(30));
    await story.submits(alice, {
      title: 'designs stay blank',
      'step.design-viewer': 'upload',
      severity: 'SEV1',
      summary: 'Three customers called.\nAll use <v12> & the new viewer.',
      since: seconds(since),
    });
    const incident = await story.incident();
    expect(incident).toMatchObject({
      workflow: 'design-viewer',
      openedStep: 'upload',
      since: since.toISOString().replace(/\.\d+Z/, '.000Z'),
      naming: { pinned: { by: alice } },
    });
    expect(story.situation(story.incidentChannel()).split('\n').slice(0, 6)).toMatchInlineSnapshot(`
      [
        "# 🔴 Upload the file is failing — View a design",
        "*Upload the file* has been failing since 2026-11-05 13:30 UTC.",
        "*Why this step:* named by <@U0ALICE>",
        "*Suspected:* *Upload store (S3)* — the only hard dependency of the step",
        "Three customers called.",
        "All use &lt;v12&gt; &amp; the new viewer.",
      ]
    `);
  });

  it('a beginning in the future is refused under its field', async () => {
    await story.types(alice, elsewhere, '/incident open checkout is slow');
    const later = seconds(new Date(story.clock.now().getTime() + minutes(5)));
    expect(await story.submits(alice, { since: later })).toMatchObject({
      errors: { since: 'That is in the future; say when the trouble began, or leave it at now.' },
    });
    const long = seconds(new Date(story.clock.now().getTime() - minutes(31 * 24 * 60)));
    expect((await story.submits(alice, { since: long })).errors).toEqual({ since: 'That is more than 30 days ago.' });
    expect(await story.world.store.open(10)).toEqual([]);
  });

  it('submitted twice, there is one incident', async () => {
    await story.types(alice, elsewhere, '/incident open checkout is slow');
    await story.submits(alice);
    await story.redelivers();
    expect(await story.world.store.open(10)).toHaveLength(1);
  });

  it('where the workflow has an open incident, that one is offered; declaring another is still possible', async () => {
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
    const channel = story.incidentChannel();
    await story.types(alice, elsewhere, '/incident open designs stay blank');
    await chooseWorkflow('design-viewer');
    expect(story.modal(alice).split('\n').slice(0, 3)).toEqual([
      '# Declare an incident',
      `⚠️ *View a design* has an open incident already: *View a design failing* in <#${channel.id}>. If it is the same trouble, join it; if not, declare another.`,
      '[Join that one](do.join) primary',
    ]);
    await story.submits(alice);
    expect(await story.world.store.open(10)).toHaveLength(2);
  });

  it('joins the open one instead', async () => {
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
    await story.types(alice, elsewhere, '/incident open designs stay blank');
    await chooseWorkflow('design-viewer');
    await story.pressesInModal(alice, 'Join that one');
    expect(story.modal(alice)).toContain('You joined *View a design failing*');
    expect((await story.incident()).responders).toContain(alice);
  });

  it('one that opened while the form was filled in is offered on submission', async () => {
    await story.types(alice, elsewhere, '/incident open designs stay blank');
    await chooseWorkflow('design-viewer');
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
    await story.submits(alice);
    expect(story.modal(alice)).toContain('has an open incident already');
    expect(await story.world.store.open(10)).toHaveLength(1);
  });
});

describe('shortcuts', () => {
  it('“Declare incident” opens the same form', async () => {
    await story.slack.as(bob).shortcut('declare_incident');
    expect(story.modal(bob)).toContain('# Declare an incident');
    await story.submits(bob, { title: 'no mail goes out' });
    expect((await story.incident()).title).toBe('no mail goes out');
  });

  it('“Open incident from this” quotes the message, and the channel links to it', async () => {
    const ts = await story.slack.as(bob).post({ channel: elsewhere.id, text: 'uploads fail for *everybody*' });
    await story.slack.as(alice).messageShortcut('declare_from_message', elsewhere.id, ts);
    expect(story.modal(alice)).toContain('uploads fail for *everybody*');
    await story.submits(alice, { title: 'uploads fail' });
    expect((await story.incident()).from).toMatchObject({ channel: elsewhere.id, ts, by: bob });
    expect(story.situation(story.incidentChannel())).toMatch(
      /uploads fail for .*\nOpened from <https:\/\/design-co\.slack\.com\/archives\/C0VIEWER01\/p\d+\|a message> of <@U0BOB>\./,
    );
  });
});

describe('direct messages', () => {
  const say = async (text: string) => {
    const channel = await story.slack.as(alice).openDm();
    await story.slack.as(alice).post({ channel, text });
    await story.settled();
    const { messages = [] } = story.slack.snapshot(alice).channels.find(({ id }) => id === channel) ?? {};
    return messages.filter(({ bot }) => bot).map(({ text }) => text);
  };

  it('are commands without the slash', async () => {
    expect((await say('list')).at(-1)).toContain('No incident is open.');
    expect((await say('/incident declare checkout is slow')).at(-1)).toContain('Declared');
    expect((await story.incident()).title).toBe('checkout is slow');
  });

  it('“open …” asks first: it may be the beginning of a sentence', async () => {
    expect((await say('open the pod bay doors')).at(-1)).toContain('Say in a few words what is wrong');
    expect(await story.world.store.open(10)).toEqual([]);
  });

  it('chatter is answered once, and no more', async () => {
    expect(await say('good morning')).toEqual([expect.stringContaining('I answer commands here')]);
    expect(await say('are you there?')).toHaveLength(1);
  });
});

it('a mention in a thread acts, and is answered there', async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  const channel = story.incidentChannel();
  const [{ ts } = { ts: '' }] = channel.messages;
  await story.slack.as(alice).join(channel.id);
  await story.slack
    .as(alice)
    .post({ channel: channel.id, text: `<@${story.slack.botUserId}> note seen by two customers`, threadTs: ts });
  await story.settled();
  expect((await story.timeline(await story.incident())).at(-1)).toBe('note.added by U0ALICE');
  const whispered = story.slack.calls().findLast(({ method }) => method === 'chat.postEphemeral');
  expect(whispered?.args).toMatchObject({ thread_ts: ts, user: alice });
});
