import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;
/** A channel that is no incident's. */
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

describe('somebody asks what there is', () => {
  it('help lists the words', async () => {
    await story.types(alice, elsewhere, '/incident help');
    expect(lastSaid(alice, elsewhere)).toMatchInlineSnapshot(`
      "*From anywhere*
      • \`/incident open [title]\` — declare an incident with a form (button _Declare incident_)
      • \`/incident declare [private|drill] &lt;title&gt;\` — declare an incident at once, as SEV2
      • \`/incident list [all|mine]\` — the open incidents; all there were, or your own
      • \`/incident status [id]\` — what is known of an incident (button _Status_)
      • \`/incident catchup [id]\` — what you missed, in ten lines (button _Catch me up_)
      *In an incident’s channel, or with its id*
      • \`/incident ack [id]\` — say that you are on it (button _Acknowledge_)
      • \`/incident join [id] [@who]\` — be invited into the channel (button _Join_)
      • \`/incident page [id] [@group|@person|team] [why]\` — call somebody by their pager (button _Page…_)
      • \`/incident take [id]\` — take command (button _Take command_)
      • \`/incident update [id] [text]\` — tell everybody how it goes, and when they hear more (button _Post update_)
      • \`/incident role [id] commander|comms|scribe @who\` — give somebody a role (button _Give a role_)
      • \`/incident handoff [id] @who [note]\` — pass on command (button _Hand off_)
      • \`/incident severity [id] SEV1|SEV2|SEV3|SEV4 [reason]\` — say how bad it is (button _Severity_)
      • \`/incident step [id] &lt;step&gt;|auto [reason]\` — name the step that broke, or let triage (button _Name the step_)
      • \`/incident note [id] [at &lt;time&gt;] &lt;text&gt;\` — put something on the timeline (button _Add a note_)
      • \`/incident correct [id] #12 &lt;text&gt;\` — say what an entry should have said (button _Correct an entry…_)
      • \`/incident withdraw [id] #12 [why]\` — take back an entry (button _Withdraw an entry…_)
      • \`/incident action [id] add &lt;text&gt; [@who] [by &lt;day&gt;] | list | done A1\` — what is left to do (button _Action items_)
      • \`/incident timeline [id] [n | from to]\` — what happened, latest last (button _Timeline_)
      • \`/incident runbook [id] [list | start [name] | next | done | skip &lt;why&gt; | failed &lt;why&gt; | answer &lt;x&gt; | back | stop &lt;why&gt;]\` — be walked through a runbook, step by step (button _Runbook_)
      • \`/incident postmortem [id] [draft | open | review | reviewed | close | none | back | take]\` — have the postmortem drafted, and say how far it is (button _Postmortem_)
      • \`/incident mitigated [id] [note]\` — say that users are well again (button _Mitigated_)
      • \`/incident resolve [id] [note]\` — say that the trouble is over (button _Resolve_)
      • \`/incident reopen [id] [reason]\` — say that it was not over (button _Reopen_)
      • \`/incident merge [id] &lt;id or #channel&gt;\` — say that it is the same trouble as another, and go on there (button _Merge…_)
      • \`/incident split [id] [&lt;alarm&gt; … : &lt;title&gt;]\` — take out what is another trouble (button _Split…_)
      • \`/incident gathered [id]\` — every incident that this one speaks for (button _Show all_)
      • \`/incident private [id] [reason]\` — hide it from all but its responders (button _Make private…_)
      • \`/incident snooze [id] [minutes]\` — put reminders off for a while (button _Snooze reminders…_)
      • \`/incident close [id]\` — say that nothing is left to do (button _Close_)
      \`/incident help <word>\` explains one. In an incident’s channel you can leave out the id."
    `);
    expect(story.said(bob, elsewhere)).toEqual([]);
  });

  it('a word that is none names the nearest', async () => {
    await story.types(alice, elsewhere, '/incident resovle');
    expect(lastSaid(alice, elsewhere)).toBe(
      'I do not know “resovle”. Did you mean `/incident resolve`?\n' +
        '• `/incident resolve [id] [note]` — say that the trouble is over (button _Resolve_)\n' +
        '`/incident help` lists what fits now.',
    );
    await story.types(alice, elsewhere, '/incident frobnicate');
    expect(lastSaid(alice, elsewhere)).toMatch(/^I do not know “frobnicate”.\n/);
  });

  it('list names the open incidents, newest first', async () => {
    await story.types(alice, elsewhere, '/incident list');
    expect(lastSaid(alice, elsewhere)).toBe('No incident is open.');
    const channel = await opened();
    await story.passes(minutes(3));
    await story.types(bob, elsewhere, '/incident declare the login page is white');
    await story.types(alice, elsewhere, '/incident list');
    const lines = lastSaid(alice, elsewhere)?.split('\n') ?? [];
    expect([lines[0], lines[1], lines[4]]).toEqual([
      '2 incidents are open.',
      '*🔴 the login page is white*',
      '*🔴 Translate the file is failing — View a design*',
    ]);
    expect(lines[5]).toContain(`<#${channel.id}>`);
  });

  it("status in the incident's channel is the situation, elsewhere the list, and by id the incident", async () => {
    const channel = await opened();
    const { id } = await story.incident();
    const headline = '# 🔴 Translate the file is failing — View a design';
    await story.types(alice, channel, '/incident status');
    expect(lastSaid(alice, channel)?.split('\n')[0]).toBe(headline);
    await story.types(alice, elsewhere, '/incident status');
    expect(lastSaid(alice, elsewhere)).toMatch(/^One incident is open\./);
    await story.types(alice, elsewhere, `/incident status ${id}`);
    expect(lastSaid(alice, elsewhere)?.split('\n')[0]).toBe(headline);
    expect(lastSaid(alice, elsewhere)).toContain(`Its channel is <#${channel.id}>.`);
    await story.types(alice, elsewhere, '/incident status 20261105-aaaaaaaa');
    expect(lastSaid(alice, elsewhere)).toContain('there is no incident 20261105-aaaaaaaa');
  });
});

describe('somebody opens an incident', () => {
  it('before any alarm did: a channel, an announcement, a page, and who it was', async () => {
    await story.types(alice, elsewhere, '/incident declare the login page is white');
    const { id } = await story.incident();
    expect(lastSaid(alice, elsewhere)).toBe(
      `Declared *the login page is white* as SEV2, incident \`${id}\`. Its channel opens in a moment.`,
    );
    const channel = story.incidentChannel();
    expect(channel.name).toMatch(/^inc-1105-the-login-page-is-white-[a-z0-9]{4}$/);
    expect(story.situation(channel)).toContain('declared by <@U0ALICE>');
    expect(story.announcements()).toHaveLength(1);
    expect(story.pages().map(({ subject }) => subject)).toEqual(['SEV2 the login page is white: step unknown']);
  });

  it('without a title, is told how', async () => {
    await story.types(alice, elsewhere, '/incident help declare');
    expect(lastSaid(alice, elsewhere)).toContain(
      '`/incident declare [private|drill] &lt;title&gt;` — declare an incident at once, as SEV2.',
    );
    expect(story.incidentChannels()).toEqual([]);
  });
});

describe('somebody takes it in hand', () => {
  it('acknowledges by command: the message and the announcement say who', async () => {
    const channel = await opened();
    await story.passes(minutes(2));
    await story.types(alice, channel, '/incident ack');
    expect(lastSaid(alice, channel)).toBe(
      `You acknowledged *View a design failing*: <#${channel.id}> shows it in a moment.`,
    );
    expect(story.situation(channel)).toContain('acknowledged / acknowledged by <@U0ALICE> 2026-11-05 14:02 UTC');
    expect(story.announcements()[0]).toContain('<@U0ALICE> is on it, nobody in command');
    expect(story.buttons(channel)[0]).toEqual(['Take command', 'Post update', 'Mitigated', 'Resolve', 'More…']);
  });

  it('the second to acknowledge is told who was first', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident ack');
    await story.types(bob, channel, '/incident ack');
    expect(lastSaid(bob, channel)).toBe('Nothing changed: <@U0ALICE> acknowledged it already.');
  });

  it('takes command, and another takes over', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Take command');
    expect(story.incidentChannel().topic).toBe(
      'SEV2 · acknowledged · Translate the file failing · commander <@U0ALICE> · next update 15:00 UTC · since 5 Nov 14:00 UTC',
    );
    await story.types(alice, channel, '/incident take');
    expect(lastSaid(alice, channel)).toBe('Nothing changed: you are in command already.');
    await story.presses(bob, channel, 'More…');
    await story.pressesInModal(bob, 'Take command');
    expect(story.announcements()[0]).toContain('<@U0BOB> is in command');
    expect((await story.timeline(await story.incident())).slice(-3)).toEqual([
      'incident.acknowledged by U0ALICE',
      'role.assigned by U0ALICE',
      'role.assigned by U0BOB',
    ]);
  });

  it('resolves with a note, which stands in the message', async () => {
    const channel = await opened();
    await story.types(alice, channel, '/incident resolve rolled back to 42 & told <@U0BOB>');
    expect((await story.incident(channel)).resolved?.note).toContain('rolled back to 42 & told');
    expect(story.situation(channel)).toContain('rolled back to 42 &amp; told');
    await story.types(bob, channel, '/incident ack');
    expect(lastSaid(bob, channel)).toMatch(/^Nothing changed: incident \S+ is resolved\.$/);
  });

  it('by its id, from anywhere', async () => {
    await opened();
    const { id } = await story.incident();
    await story.types(carol, { id: 'C0PLATFORM1' }, `/incident ack ${id}`);
    expect((await story.incident()).acknowledged?.by).toEqual({ type: 'person', id: carol });
  });

  it('not in a channel that is no incident’s', async () => {
    await opened();
    for (const word of ['ack', 'take', 'resolve']) {
      await story.types(bob, elsewhere, `/incident ${word}`);
      expect(lastSaid(bob, elsewhere)).toBe(
        'Nothing changed: this is not an incident’s channel; name the incident by its id, “/incident list” shows them.',
      );
    }
    expect((await story.incident()).status).toBe('declared');
  });

  it('from a thread, where no command works, by mentioning Tocsin', async () => {
    const channel = await opened();
    const threadTs = channel.messages[0]?.ts ?? '';
    const text = `<@${story.slack.botUserId}> ack`;
    await story.slack.as(alice).post({ channel: channel.id, text, threadTs });
    await story.settled();
    expect(await story.timeline(await story.incident())).toContain('incident.acknowledged by U0ALICE');
    expect(lastSaid(alice, channel)).toMatch(/^You acknowledged /);
    const told = story.slack.calls().find(({ method }) => method === 'chat.postEphemeral');
    expect(told?.args).toMatchObject({ channel: channel.id, user: alice, thread_ts: threadTs });
  });
});

describe('two things at once', () => {
  it('two people press Acknowledge together: one is on the timeline, the other is told who', async () => {
    const channel = await opened();
    const { ts = '' } = channel.messages[0] ?? {};
    const button = { channel: channel.id, ts, actionId: 'incident.ack' };
    await Promise.all([story.slack.as(alice).click(button), story.slack.as(bob).click(button)]);
    await story.settled();
    const acks = (await story.timeline(await story.incident())).filter((entry) => entry.includes('acknowledged'));
    expect(acks).toHaveLength(1);
    const [winner, loser] = acks[0]?.endsWith(alice) ? [alice, bob] : [bob, alice];
    expect(lastSaid(loser, channel)).toBe(`Nothing changed: <@${winner}> acknowledged it already.`);
    expect(story.said(winner, channel)).toEqual([]);
  });

  it('a press that Slack sends twice is one entry, and nothing is said of it', async () => {
    const channel = await opened();
    await story.presses(alice, channel, 'Acknowledge');
    expect(await story.redelivers()).toMatchObject({ status: 200 });
    const acks = (await story.timeline(await story.incident())).filter((entry) => entry.includes('acknowledged'));
    expect(acks).toHaveLength(1);
    expect(story.said(alice, channel)).toEqual([]);
  });

  it('a command that Slack sends twice declares one incident', async () => {
    await story.types(alice, elsewhere, '/incident declare the login page is white');
    expect(await story.redelivers()).toMatchObject({ status: 200, body: '' });
    expect(story.incidentChannels()).toHaveLength(1);
  });

  it('an alarm recovers while somebody resolves: both are on the timeline', async () => {
    const channel = await opened();
    const { ts = '' } = channel.messages[0] ?? {};
    const at = new Date(story.clock.now().getTime() + 1_000);
    const calm = alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'OK', at });
    await Promise.all([
      story.happens(calm),
      story.slack.as(bob).click({ channel: channel.id, ts, actionId: 'incident.take' }),
    ]);
    await story.settled();
    const timeline = await story.timeline(await story.incident());
    expect(timeline).toContain('service.recovered');
    expect(timeline).toContain('role.assigned by U0BOB');
    expect(story.incidentChannel().topic).toContain('recovered, not resolved');
    expect(story.incidentChannel().topic).toContain('<@U0BOB>');
  });
});
