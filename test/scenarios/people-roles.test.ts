import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
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
const sheets = () => story.incidentChannel().messages.filter(({ text }) => text.startsWith('Command was handed to'));

describe('somebody gives out a role', () => {
  it('the commander is shown wherever command is', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident role commander <@U0CAROL|carol>');
    expect(lastSaid(alice, channel)).toContain('You gave out a role in *View a design failing*');
    expect(story.situation(channel)).toContain('| *Commander* / <@U0CAROL>');
    expect(story.incidentChannel().topic).toContain('commander <@U0CAROL>');
    expect(story.announcements()[0]).toContain('<@U0CAROL> is in command');
    expect((await story.timeline(await story.incident())).slice(-2)).toEqual([
      'incident.acknowledged by U0ALICE',
      'role.assigned by U0ALICE',
    ]);
  });

  it('communications lead and scribe are on the message; a mention does as well as a command', async () => {
    const channel = await opened();
    await story.mentions(alice, channel, 'role comms <@U0BOB>');
    const { id } = await story.incident();
    await story.types(alice, elsewhere, `/incident role ${id} scribe me`);
    expect(story.situation(channel)).toContain('| *Communications* / <@U0BOB>\n| *Scribe* / <@U0ALICE>');
    expect((await story.incident()).roles).toEqual({ communications: bob, scribe: alice });
    await story.types(alice, channel, '/incident timeline 2');
    expect(lastSaid(alice, channel)).toMatch(
      /<@U0ALICE> made <@U0BOB> communications lead\n.*<@U0ALICE> became scribe$/m,
    );
  });

  it('refusals say why', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident role comms <@U0BOB>');
    await story.types(alice, channel, '/incident role comms <@U0BOB>');
    expect(lastSaid(alice, channel)).toBe('Nothing changed: <@U0BOB> is communications lead already.');
    for (const unclear of ['role', 'role boss <@U0BOB>', 'role comms', 'role comms bob']) {
      await story.mentions(alice, channel, unclear);
      expect(lastSaid(alice, channel), unclear).toMatch(/^Say which role and whose/);
    }
  });
});

describe('the commander hands off', () => {
  it('the channel reads how things stand, and goes on reading that', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.passes(minutes(20));
    await story.types(alice, channel, '/incident handoff <@U0CAROL>');
    expect(lastSaid(alice, channel)).toContain('You handed off command of');
    expect((await story.incident()).roles.commander).toBe(carol);
    const sheet = () => read(sheets()[0] ?? { text: '', blocks: [] });
    const told = sheet();
    expect(told).toMatchInlineSnapshot(`
      "<@U0ALICE> handed command to <@U0CAROL>.
      SEV2 · acknowledged · since 2026-11-05 14:00 UTC
      *Step:* *Translate the file* failing — its alarm fires: Threshold Crossed: the step is ALARM; the steps it stands on pass
      *Suspected:* *Translation queue (SQS)*
      *Next update:* 2026-11-05 15:00 UTC
      *Still open*
      • tocsin/test/design-viewer/step-failing/translate fires
      • no communications lead
      • no scribe
      [Post update](form.update) [More…](form.more)"
    `);
    await story.types(carol, channel, '/incident severity SEV1');
    expect([sheets().length, sheet()]).toEqual([1, told]);
    expect(story.situation(channel)).toContain('| *Commander* / <@U0CAROL>');
  });

  it('the sheet has what was promised, which runbook is where, and what is left to do', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.types(alice, channel, '/incident runbook start');
    await story.mentions(alice, channel, 'update Uploads wait; nothing is lost');
    for (let n = 1; n <= 6; n++)
      await story.types(alice, channel, `/incident action add Item ${n} <@U0BOB> by 2026-12-01`);
    await story.types(alice, channel, '/incident action done A2');
    await story.types(alice, channel, '/incident handoff <@U0CAROL> the queue is being drained');
    await story.passes(minutes(1));
    expect(
      sheets()
        .map((sheet) => read(sheet))
        .join(),
    ).toMatchInlineSnapshot(`
      "<@U0ALICE> handed command to <@U0CAROL>.
      SEV2 · acknowledged · since 2026-11-05 14:00 UTC
      *Step:* *Translate the file* failing — its alarm fires: Threshold Crossed: the step is ALARM; the steps it stands on pass
      *Suspected:* *Translation queue (SQS)*
      *To know:* the queue is being drained
      *Last update*, 2026-11-05 14:00 UTC: Uploads wait; nothing is lost
      *Next update:* 2026-11-05 15:00 UTC
      *Still open*
      • tocsin/test/design-viewer/step-failing/translate fires
      • runbook *Uploaded designs are not translated* (R1) is at: Tell those who wait
      • ☐ *A1* Item 1 · <@U0BOB> · due 2026-12-01
      • ☐ *A3* Item 3 · <@U0BOB> · due 2026-12-01
      • ☐ *A4* Item 4 · <@U0BOB> · due 2026-12-01
      • ☐ *A5* Item 5 · <@U0BOB> · due 2026-12-01
      • ☐ *A6* Item 6 · <@U0BOB> · due 2026-12-01
      • no communications lead
      • no scribe
      [Post update](form.update) [More…](form.more)"
    `);
  });

  it('each hand-off has its own sheet', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident take');
    await story.types(alice, channel, '/incident handoff <@U0BOB>');
    await story.mentions(bob, channel, 'handoff <@U0ALICE>');
    expect(sheets().map(({ text }) => text)).toEqual([
      'Command was handed to <@U0BOB>',
      'Command was handed to <@U0ALICE>',
    ]);
    await story.types(alice, channel, '/incident timeline 1');
    expect(lastSaid(alice, channel)).toContain('<@U0BOB> handed command to <@U0ALICE>');
  });

  it('nobody else can, and nobody is asked to who is not named', async () => {
    const channel = await opened();
    await story.types(bob, channel, '/incident handoff <@U0ALICE>');
    expect(lastSaid(bob, channel)).toContain('Nothing changed: nobody is in command; “/incident take” takes it');
    await story.types(alice, channel, '/incident take');
    await story.types(bob, channel, '/incident handoff <@U0BOB>');
    expect(lastSaid(bob, channel)).toContain('only <@U0ALICE>, who is in command, can hand it off');
    await story.types(alice, channel, '/incident handoff me');
    expect(lastSaid(alice, channel)).toBe('Nothing changed: you are in command already.');
    await story.mentions(alice, channel, 'handoff');
    expect(lastSaid(alice, channel)).toContain('Say who takes over');
    expect(sheets()).toEqual([]);
  });
});
