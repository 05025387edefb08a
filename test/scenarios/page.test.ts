import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, seconds, startStory } from '../harness/story.ts';

const [alice, bob] = ['U0ALICE', 'U0BOB'] as const;

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
const notices = () =>
  story
    .incidentChannel()
    .messages.filter(({ text }) => text.startsWith('📟'))
    .map(read);
const lastSaid = (user: string, channel: { id: string }) => story.said(user, channel).at(-1);

describe('somebody has somebody called', () => {
  it('without a name it is whoever is in charge, and the channel says so', async () => {
    const channel = await opened();
    const before = story.pages().length;
    await story.types(alice, channel, '/incident page the queue does not drain');
    const [page, ...others] = story.pages().slice(before);
    expect(others).toEqual([]);
    expect(page?.subject).toBe('SEV2 View a design failing: the queue does not drain');
    expect(page?.text).toContain('A responder asks for Viewer: the queue does not drain');
    expect(notices()).toEqual(['📟 <@U0ALICE> paged *Viewer*’s pager: the queue does not drain']);
    expect((await story.timeline(await story.incident())).at(-1)).toBe('page.requested by U0ALICE');
  });

  it.each([
    ['Platform the gateway is down', '📟 <@U0ALICE> paged *Platform*’s pager: the gateway is down'],
    [
      '<!subteam^S0PLATFORM1|@platform-oncall> help',
      '📟 <@U0ALICE> paged <!subteam^S0PLATFORM1> through *Platform*’s pager: help',
    ],
    ['<@U0BOB|bob> you know this', '📟 <@U0ALICE> paged <@U0BOB> through *Viewer*’s pager: you know this'],
    ['design-viewer', '📟 <@U0ALICE> paged *Viewer*’s pager'],
  ])('page %s', async (words, notice) => {
    const channel = await opened();
    await story.types(alice, channel, `/incident page ${words}`);
    expect(notices()).toEqual([notice]);
  });

  it('each page is one, however often Slack sends what asked for it', async () => {
    const channel = await opened();
    const before = story.pages().length;
    await story.types(alice, channel, '/incident page');
    await story.redelivers();
    await story.types(bob, channel, '/incident page');
    await story.passes(minutes(2));
    expect(story.pages().length - before).toBe(2);
    expect(notices()).toHaveLength(2);
  });

  it('by the form in the menu, which names the teams', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'More…');
    await story.pressesInModal(alice, 'Page…');
    expect(story.modal(alice)).toContain('( ) Platform');
    await story.submits(alice, { team: 'Platform', reason: 'the gateway is down' });
    expect(notices()).toEqual(['📟 <@U0ALICE> paged *Platform*’s pager: the gateway is down']);
  });

  it('by the form, a user group that is found by its handle or its name', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'More…');
    await story.pressesInModal(alice, 'Page…');
    expect(await story.offered(alice, 'group', 'Platform on')).toEqual(['@platform-oncall = S0PLATFORM1']);
    await story.offered(alice, 'group', '@viewer');
    await story.submits(alice, { group: 'S0VIEWER01', reason: 'the gateway is down' });
    expect((await story.incident(channel)).pages).toMatchObject([{ target: { type: 'group', group: 'S0VIEWER01' } }]);
    expect(notices()).toMatchObject([expect.stringContaining('<!subteam^S0VIEWER01>')]);
  });

  it('not once it is over', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident resolve');
    await story.types(alice, channel, '/incident page');
    expect(lastSaid(alice, channel)).toContain('“/incident reopen” comes before paging');
  });
});

describe('the pager does not take it', () => {
  it('the channel says so, and that it was taken in the end', async () => {
    let down = false;
    await story.stop();
    story = await startStory({
      around: (world) => ({
        ...world,
        pager: { page: async (page) => (down ? Promise.reject(new Error('SNS is away')) : world.pager.page(page)) },
      }),
    });
    const channel = await opened();
    const before = story.pages().length;
    down = true;
    await story.types(alice, channel, '/incident page help');
    expect(notices()[0]).toContain(
      '<@U0ALICE> wants to page *Viewer*’s pager: help\n⚠️ The pager has not taken it yet.',
    );
    await story.passes(seconds(30));
    expect(story.pages().length).toBe(before);
    down = false;
    await story.passes(minutes(2));
    expect(story.pages().length - before).toBe(1);
    expect(notices()).toEqual(['📟 <@U0ALICE> paged *Viewer*’s pager: help']);
  });
});
