import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { buttonsOf, read } from '../harness/reading.ts';
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
const blocksOf = (user: string) => {
  const home = story.slack.snapshot().homes.find((one) => one.user === user);
  if (!home) throw new Error(`${user} sees no Home`);
  return home.view.blocks;
};
const opens = async (user: string) => {
  await story.slack.as(user).openHome();
  await story.settled();
  return read({ text: '', blocks: blocksOf(user) as never });
};
const shows = (user: string) => read({ text: '', blocks: blocksOf(user) as never });
const pressesAtHome = async (user: string, label: string) => {
  const { actionId } = buttonsOf({ blocks: blocksOf(user) as never }).find((button) => button.label === label) ?? {};
  if (actionId === undefined) throw new Error(`no button “${label}” in ${shows(user)}`);
  await story.slack.as(user).clickInHome({ actionId });
  await story.settled();
};

describe('somebody opens the app’s Home', () => {
  it('with nothing open it says so, and where to begin', async () => {
    const home = await opens(alice);
    expect(home).toContain('[Declare incident](form.declare) primary');
    expect(home).toContain('`/incident help` lists what you can do');
    expect(home).toContain('# Open incidents\nNone.');
    expect(await opens(alice)).not.toContain('settings.ts');
  });

  it('what is open stands there with its failing step, who has it, and what to press', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident take');
    const { id } = await story.incident();
    const home = await opens(alice);
    expect(home).toContain(
      [
        '# Open incidents',
        '*🔴 Translate the file is failing — View a design*',
        `SEV2 · acknowledged · since 2026-11-05 14:00 UTC · <@U0BOB> in command · next update 2026-11-05 15:00 UTC · \`${id}\` · <#${channel.id}>`,
        `[Join](incident.join) [Open channel](https://slack.com/app_redirect?channel=${channel.id})`,
      ].join('\n'),
    );
    expect(home).not.toContain('# Yours');
  });

  it('what they do in it is done, and it shows so', async () => {
    const channel = await opened();
    await opens(alice);
    await pressesAtHome(alice, 'Acknowledge');
    expect(shows(alice)).not.toContain('Acknowledge');
    expect((await story.timeline(await story.incident())).at(-1)).toBe('incident.acknowledged by U0ALICE');
    await opens(bob);
    await pressesAtHome(bob, 'Join');
    expect(shows(bob)).not.toContain('[Join]');
    expect(story.incidentChannel().members).toContain(bob);
    expect(channel.id).toBe(story.incidentChannel().id);
  });

  it('theirs are their roles, what waits for them, and their action items, the first due first', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.types(alice, channel, '/incident action add tell support @me');
    await story.types(alice, channel, '/incident action add raise the limit for me by tomorrow');
    await story.types(alice, channel, '/incident action add alert on the queue <@U0BOB|bob>');
    await story.passes(minutes(61));
    const home = await opens(alice);
    expect(home).toContain(
      `# What is due\n• a status update for *View a design failing* <#${channel.id}> · *overdue since 2026-11-05 15:00 UTC*`,
    );
    expect(home).toContain(
      [
        '# Yours',
        `• incident commander of *View a design failing* <#${channel.id}>`,
        `☐ *A2* raise the limit\nView a design failing <#${channel.id}> · due 2026-11-06`,
        `☐ *A1* tell support\nView a design failing <#${channel.id}>`,
      ].join('\n'),
    );
    expect(home).not.toContain('alert on the queue');
  });

  it('an action item is done there, and an incident declared', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident action add tell support @me');
    await opens(alice);
    await pressesAtHome(alice, 'Done');
    expect(shows(alice)).toContain('You did A1 of *View a design failing*');
    expect(shows(alice)).not.toContain('tell support');
    await pressesAtHome(alice, 'Declare incident');
    expect(story.modal(alice)).toContain('# Declare an incident');
  });

  it('an action item stays theirs when the incident is long over, until it is done', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident action add write it down for me by today');
    await story.types(bob, channel, '/incident resolve');
    await story.types(bob, channel, '/incident close');
    await story.passes(minutes(10 * 60));
    const home = await opens(bob);
    expect(home).toContain('☐ *A1* write it down');
    expect(home).toContain('*overdue since 2026-11-05*');
    expect(home).toContain('# Recent incidents\n*✅ Resolved: Translate the file — View a design*');
    expect(home).toContain('1 action item open');
    await story.types(bob, channel, '/incident action done A1');
    expect(await opens(bob)).not.toContain('write it down');
  });

  it('however many there are, Slack takes it', async () => {
    for (let count = 0; count < 20; count++) {
      await story.types(alice, elsewhere, `/incident declare trouble ${count}`);
      await story.passes(minutes(1));
    }
    const home = await opens(alice);
    expect(home).toContain('More are open: `/incident list` shows them all.');
    expect(blocksOf(alice).length).toBeLessThanOrEqual(100);
    await story.types(alice, elsewhere, '/incident list');
    expect(story.said(alice, elsewhere).at(-1)).toContain('More than 15 incidents are open.');
  });
});

describe('somebody lists incidents', () => {
  const lastSaid = (user: string) => story.said(user, elsewhere).at(-1) ?? '';

  it('all are those that are over too; theirs are those they have a part in', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident resolve');
    await story.passes(minutes(10));
    await story.types(alice, elsewhere, '/incident declare the login page is white');
    await story.types(bob, elsewhere, '/incident list all');
    expect(lastSaid(bob)).toMatch(
      /^Open incidents and those.*\n\*🔴 the login page is white\*[^]*\n\*✅ Resolved: Translate/,
    );
    await story.types(alice, elsewhere, '/incident list mine');
    expect(lastSaid(alice)).toContain('the login page is white');
    expect(lastSaid(alice)).not.toContain('Translate');
    await story.types('U0CAROL', elsewhere, '/incident list mine');
    expect(lastSaid('U0CAROL')).toContain('You have no part in any incident');
    await story.types(bob, elsewhere, '/incident list sideways');
    expect(lastSaid(bob)).toContain('Say which');
  });
});

describe('from the Home', () => {
  it('all incidents, page by page, and all that there is to do in one', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident resolve');
    await story.types(alice, elsewhere, '/incident declare the login page is white');
    await opens(alice);
    await pressesAtHome(alice, 'All incidents');
    expect(story.modal(alice)).toContain('Resolved: Translate the file');
    await story.pressesInModal(alice, 'More…');
    expect(story.modal(alice)).toContain('*How it goes on*');
    await opens(bob);
    await pressesAtHome(bob, 'More…');
    expect(story.modal(bob)).toContain('# What to do\n*the login page is white*');
  });
});
