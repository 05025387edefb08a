import { ChatError, type World } from '@tocsin/app';
import { settings } from '@tocsin/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawnByHand, draws, failsToDraw } from '../harness/drafting.ts';
import { alarmEvent } from '../harness/events.ts';
import { buttonsOf, read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

let story: Story;
let noCanvas = false;
beforeEach(async () => {
  noCanvas = false;
  story = await startStory({ around: refusing });
});

/** A workspace whose plan has no canvases. */
function refusing(world: World): World {
  const { chat } = world;
  const writeCanvas: typeof chat.writeCanvas = async (draft) => {
    if (!noCanvas) return chat.writeCanvas(draft);
    const slackCode = 'team_tier_cannot_create_channel_canvases';
    throw new ChatError({ method: 'conversations.canvases.create', slackCode, retry: 'never' });
  };
  return { ...drawnByHand(world), chat: { ...chat, writeCanvas } };
}

afterEach(() => story.stop());

const opened = async () => {
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
  await story.types(alice, story.incidentChannel(), '/incident take');
  return story.incidentChannel();
};
const resolved = async () => {
  const channel = await opened();
  await story.types(alice, channel, '/incident note rolled back to v12');
  await story.presses(alice, channel, 'Resolve');
  await story.submits(alice, { note: 'rolled back to v12' });
  return { channel, id: (await story.incident(channel)).id };
};
const drafted = async () => {
  const { channel, id } = await resolved();
  await story.presses(alice, channel, 'Postmortem');
  await draws(story, id);
  return { channel, id };
};
const postmortems = () =>
  story
    .incidentChannel()
    .messages.filter(({ ephemeral, text }) => !ephemeral && text.startsWith('📝'))
    .map(read);
const canvas = () => story.incidentChannel().canvas?.markdown ?? '';
const lastSaid = (user: string) => story.said(user, story.incidentChannel()).at(-1) ?? '';
const homeOf = async (user: string) => {
  await story.slack.as(user).openHome();
  await story.settled();
  const view = story.slack.snapshot().homes.find((one) => one.user === user)?.view ?? expect.fail('no Home');
  return { words: read({ text: '', blocks: view.blocks }), buttons: buttonsOf({ blocks: view.blocks }) };
};

describe('from resolved to a postmortem that is closed, by its buttons', () => {
  it('the draft is drawn up, read, reviewed and closed, in one message', async () => {
    const { channel, id } = await resolved();
    await story.presses(alice, channel, 'Postmortem');
    expect(postmortems()).toMatchObject([expect.stringContaining('*Postmortem* · draft 1 is being drawn up')]);
    expect(postmortems()[0]).toContain('<@U0ALICE> asked for it');
    await draws(story, id);
    expect(postmortems()).toHaveLength(1);
    expect(postmortems()[0]).toContain('draft 1 is ready');
    expect(postmortems()[0]).toMatch(
      /\*Self-check:\* \d+ things to look at first\n• [A-Z][\w ]+: nothing is on record\n/,
    );
    expect(postmortems()[0]).toContain('The canvas of this channel has draft 1.');
    expect(canvas()).toContain(`Postmortem of incident ${id} (draft 1)`);
    expect(canvas()).toContain('rolled back to v12');

    await story.presses(bob, channel, 'Open');
    const link = /\((http[^)]+postmortem\.html\?[^)]+)\)/.exec(lastSaid(bob))?.[1] ?? '';
    expect(link).toContain(`/postmortems/${id}/1/postmortem.html?`);
    const page = await fetch(link);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('rolled back to v12');
    await story.passes(minutes(6));
    expect((await fetch(link)).status).toBe(403);
    expect(postmortems()[0]).not.toContain('postmortem.html');

    await story.presses(bob, channel, 'Review it');
    expect(postmortems()[0]).toContain('*Postmortem* · in review');
    await story.presses(bob, channel, 'Reviewed');
    await story.presses(alice, channel, 'Close postmortem');
    expect(postmortems()).toMatchObject([expect.stringContaining('*Postmortem* · closed')]);
    expect((await story.timeline({ id })).slice(-5)).toEqual([
      'postmortem.requested by U0ALICE',
      'postmortem.drafted',
      'postmortem.moved by U0BOB',
      'postmortem.moved by U0BOB',
      'postmortem.moved by U0ALICE',
    ]);
  });

  it('what failed says why, and is asked for again', async () => {
    const { channel, id } = await resolved();
    await story.types(bob, channel, '/incident postmortem');
    await failsToDraw(story, id, 'the channel could not be read');
    expect(postmortems()[0]).toContain('draft 1 could not be drawn up\nthe channel could not be read.');
    await story.presses(bob, channel, 'Draft again');
    await draws(story, id);
    expect(postmortems()).toMatchObject([expect.stringContaining('draft 2 is ready')]);
    expect(canvas()).toContain('(draft 2)');
  });

  it('one whose order was lost is given up by the tick, and people are told', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident postmortem draft');
    await story.passes(minutes(69));
    expect(postmortems()[0]).toContain('draft 1 is being drawn up');
    await story.passes(minutes(2));
    expect(postmortems()[0]).toContain('draft 1 could not be drawn up\nnothing came of it in 70 minutes.');
  });

  it('by the keyboard, with help where a word is not known', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident postmortem show');
    expect(lastSaid(alice)).toContain('Nobody asked for a postmortem yet');
    await story.types(alice, channel, '/incident postmortem open');
    expect(lastSaid(alice)).toContain('There is no draft yet');
    await story.types(alice, channel, '/incident postmortem revue');
    expect(lastSaid(alice)).toContain('Did you mean `review`?');
    await story.types(alice, channel, '/incident postmortem review');
    expect(lastSaid(alice)).toContain('there is no draft yet');
    await story.types(alice, channel, '/incident postmortem');
    await story.types(bob, channel, '/incident pm again');
    expect(lastSaid(bob)).toContain('<@U0ALICE> asked for it already; it is being drawn up');
    const { id } = await story.incident(channel);
    await draws(story, id);
    await story.types(bob, channel, '/incident postmortem');
    expect(lastSaid(bob)).toContain('draft 1 is ready');
    await story.types(bob, channel, '/incident postmortem closed');
    expect(lastSaid(bob)).toContain('You closed the postmortem of');
  });
});

describe('the canvas', () => {
  const annotate = async (markdown: string) => {
    const id = story.incidentChannel().canvas?.id ?? '';
    const changes = [{ operation: 'insert_at_end', document_content: { type: 'markdown', markdown } }];
    await story.callSlack('canvases.edit', { canvas_id: id, changes: JSON.stringify(changes) });
  };

  it('keeps what people wrote until somebody takes a later draft, whose changes are shown before', async () => {
    const { channel, id } = await drafted();
    await annotate('We had been lucky.');
    await story.types(bob, channel, '/incident note the cache was cold');
    await story.presses(bob, channel, 'Draft again');
    await draws(story, id);
    expect(canvas()).toContain('(draft 1)');
    expect(canvas()).toContain('We had been lucky.');
    expect(postmortems()[0]).toMatch(/The canvas of this channel has draft 1\. Different in draft 2:\n• /);
    await story.presses(bob, channel, 'Take into the canvas');
    expect(canvas()).toContain('(draft 2)');
    expect(canvas()).toContain('the cache was cold');
    expect(canvas()).not.toContain('We had been lucky.');
    expect(postmortems()[0]).toContain('The canvas of this channel has draft 2.');
    await story.types(bob, channel, '/incident postmortem take');
    expect(lastSaid(bob)).toContain('the canvas has this draft already');
  });

  it('that Slack does not take is no loss: the message says so, and the draft is read all the same', async () => {
    const { channel, id } = await resolved();
    await story.types(bob, channel, '/incident postmortem');
    noCanvas = true;
    await draws(story, id);
    expect(story.incidentChannel().canvas).toBeUndefined();
    expect(postmortems()).toMatchObject([expect.stringContaining('Slack took no canvas in this channel')]);
    await story.presses(bob, channel, 'Open');
    expect(lastSaid(bob)).toContain('postmortem.html');
  });

  it('is taken back with all else when the incident becomes private', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident postmortem');
    await draws(story, (await story.incident()).id);
    expect(story.incidentChannel().canvas).toBeDefined();
    await story.types(alice, channel, '/incident private a customer is named');
    const [left, now] = story.slack
      .snapshot()
      .channels.filter(({ name }) => name.startsWith('inc-'))
      .sort((a, b) => a.created - b.created);
    expect(left?.canvas).toBeUndefined();
    expect(now?.kind).toBe('private');
    expect(now?.canvas?.markdown).toContain('(draft 1)');
    expect(JSON.stringify(story.slack.snapshot(carol))).not.toContain('(draft 1)');
  });
});

describe('the review', () => {
  it('is due some days after it was resolved, said to whom it concerns, and over once it was done', async () => {
    await story.stop();
    const severities = { SEV2: { ...settings.severities.SEV2, reviewDays: 30 / (24 * 60) } };
    story = await startStory({ around: drawnByHand, severities });
    const { channel } = await drafted();
    await story.types(alice, channel, '/incident close');
    const reminders = () =>
      story
        .incidentChannel()
        .messages.map(read)
        .filter((text) => text.includes('The postmortem was to be reviewed'));
    await story.passes(minutes(28));
    expect(reminders()).toEqual([]);
    await story.passes(minutes(4));
    expect(reminders()).toMatchObject([
      expect.stringMatching(/by 2026-11-05 14:30 UTC\. <@U0ALICE>[^]*\[Postmortem\]/),
    ]);
    expect((await homeOf(alice)).words).toContain('a review of the postmortem for *View a design failing*');
    await story.types(bob, channel, '/incident postmortem reviewed');
    expect(reminders()).toEqual([]);
    expect((await homeOf(alice)).words).not.toContain('a review of the postmortem');
    expect((await story.timeline(await story.incident(channel))).slice(-2)).toEqual([
      'reminder.raised',
      'postmortem.moved by U0BOB',
    ]);
  });
});

describe('where none is wanted', () => {
  it('somebody says so, and nobody is reminded any more', async () => {
    await story.stop();
    const severities = { SEV2: { ...settings.severities.SEV2, reviewDays: 30 / (24 * 60) } };
    story = await startStory({ around: drawnByHand, severities });
    const { channel, id } = await resolved();
    await story.types(alice, channel, '/incident close');
    await story.passes(minutes(32));
    expect((await homeOf(bob)).words).toContain('not drafted yet · *review overdue since 2026-11-05 14:30 UTC*');
    await story.presses(bob, channel, 'None is wanted');
    expect(postmortems()).toMatchObject([expect.stringContaining('none is wanted\n<@U0BOB> said so.')]);
    expect((await homeOf(bob)).words).not.toContain('postmortem');
    expect((await story.world.store.due('2027-01-01T00:00:00.000Z', 10)).map(({ incident }) => incident)).not.toContain(
      id,
    );
    await story.presses(bob, channel, 'Open it again');
    await story.presses(bob, channel, 'Draft again');
    await draws(story, id);
    expect(postmortems()).toMatchObject([expect.stringContaining('draft 1 is ready')]);
  });
});

describe('in the Home', () => {
  it('stands each recent postmortem with its status, when its review is due, and what opens it', async () => {
    const { id } = await drafted();
    const { words, buttons } = await homeOf(carol);
    expect(words).toContain('# Recent postmortems\n📝 *View a design failing*');
    expect(words).toContain('draft, draft 1 · review due 2026-11-10');
    const { actionId } = buttons.find(({ label }) => label === 'Open') ?? expect.fail('no button');
    await story.slack.as(carol).clickInHome({ actionId });
    await story.settled();
    expect(story.modal(carol)).toContain(`postmortems/${id}/1/postmortem.html`);
  });

  it('what should have one and has none can be drafted there', async () => {
    await resolved();
    const { words, buttons } = await homeOf(bob);
    expect(words).toContain('not drafted yet · review due 2026-11-10');
    const { actionId } = buttons.find(({ label }) => label === 'Draft') ?? expect.fail('no button');
    await story.slack.as(bob).clickInHome({ actionId });
    await story.settled();
    expect(postmortems()[0]).toContain('<@U0BOB> asked for it');
  });
});

it('of a private incident nobody hears but those who may see it', async () => {
  await story.types(alice, { id: 'C0VIEWER01' }, '/incident declare private leaked key of a customer');
  const { id } = await story.incident();
  const home = story.slack.snapshot().channels.find(({ kind }) => kind === 'private') ?? expect.fail('no channel');
  await story.types(alice, home, '/incident postmortem');
  await draws(story, id);
  await story.types(alice, home, '/incident resolve');
  expect((await homeOf(alice)).words).toContain('# Recent postmortems\n📝 *leaked key of a customer*');
  expect((await homeOf(carol)).words).not.toContain('ostmortem');
  expect(JSON.stringify(story.slack.snapshot(carol))).not.toContain('leaked');
  const elsewhere = { id: 'C0VIEWER01' };
  for (const word of ['', 'open', 'show', 'draft', 'again', 'review', 'reviewed', 'close', 'back', 'take 1']) {
    await story.types(carol, elsewhere, `/incident postmortem ${id} ${word}`);
    const hidden = story.said(carol, elsewhere).at(-1);
    await story.types(carol, elsewhere, `/incident postmortem 20261105-zzzzzzzz ${word}`);
    expect(hidden?.replaceAll(id, '20261105-zzzzzzzz'), word).toBe(story.said(carol, elsewhere).at(-1));
  }
  expect((await story.timeline({ id })).filter((entry) => entry.startsWith('postmortem.'))).toHaveLength(2);
});
