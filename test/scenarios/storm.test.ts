import type { Incident } from '@tocsin/incident';
import type { SnapshotChannel } from '@tocsin/slack-simulator';
import { defineDependency, defineWorkflow, hard, type Workflow } from '@tocsin/workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';

const alice = 'U0ALICE';
const orders = defineDependency({ id: 'orders-db', title: 'Orders database' });
const pager = (team: number) => `arn:aws:sns:us-east-1:000000000000:team-${team}`;

/** Paths of three teams: `shared` of them stand on one database, the others on something of their own. */
const paths = ({ shared = 0, apart = 0 }: { shared?: number; apart?: number }): Workflow[] =>
  Array.from({ length: shared + apart }, (_, index) => {
    const id = `path-${index + 1}`;
    const team = (index % 3) + 1;
    const own = defineDependency({ id: `store-${index + 1}`, title: `Store ${index + 1}` });
    return defineWorkflow({
      id,
      title: `Path ${index + 1}`,
      summary: 'Made up',
      owner: { team: `Team ${team}`, pager: pager(team) },
      runbook: 'runbook.md',
      slo: { objective: 99.9, window: '28d' },
      severity: index === 2 ? 'SEV1' : 'SEV2',
      links: { source: `https://git.example/${id}` },
      steps: { save: { title: `Save ${index + 1}`, needs: [hard(index < shared ? orders : own)] } },
    });
  });

let story: Story;
afterEach(() => story.stop());

async function begin(of: { shared?: number; apart?: number }, channels = 3): Promise<Workflow[]> {
  const workflows = paths(of);
  story = await startStory({ workflows, storms: { channels } });
  for (const team of [1, 2, 3]) await story.topic(`team-${team}`);
  return workflows;
}
const event = (workflow: string, value: 'ALARM' | 'OK' = 'ALARM') =>
  alarmEvent({ workflow, step: 'save', value, at: story.clock.now() });
const tell = async (workflows: readonly Workflow[], value: 'ALARM' | 'OK' = 'ALARM') => {
  for (const { id } of workflows) await story.happens(event(id, value));
  await story.passes(minutes(1));
};
const list = ({ id }: Pick<SnapshotChannel, 'id'>): string =>
  story
    .incidentChannels()
    .find((channel) => channel.id === id)
    ?.messages.filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes('"gathered"'))
    .map(read)
    .join('\n---\n') ?? '';
const gathered = (): Promise<readonly Incident[]> => story.world.store.shelf({ shelf: 'gathered', limit: 50 });

describe('one dependency fails under several workflows', () => {
  it('the first incident has a channel and speaks for the others', async () => {
    await tell(await begin({ shared: 5 }));
    const channel = story.incidentChannel();
    expect(story.methods().slice(0, 2)).toEqual(['conversations.create', 'chat.postMessage']);
    expect(list(channel)).toMatchInlineSnapshot(`
      "*🔴 4 of 4 more incidents still failing*
      1 × SEV1 · 3 × SEV2
      They opened within minutes of this one and name the same dependency.
      *Orders database* · 4 failing
      🔴 SEV1 · Path 3 · Save 3
      🔴 SEV2 · Path 2 · Save 2
      🔴 SEV2 · Path 4 · Save 4
      🔴 SEV2 · Path 5 · Save 5
      [Show all](do.gathered)
      > Pages, runbooks and the timeline are shared here. \`/incident split <id>\` gives one a channel of its own."
    `);
    expect(story.announcements()).toMatchInlineSnapshot(`
      [
        "*🔴 Save 1 is failing — Path 1*
      SEV1 · declared · since 2026-11-05 14:00 UTC · *nobody is on it yet* · 4 of 4 more incidents failing · <#C0SIM00001>
      [Join](incident.join) [Open](https://slack.com/app_redirect?channel=C0SIM00001)",
      ]
    `);
    expect((await gathered()).map(({ naming }) => naming?.step)).toEqual(['save', 'save', 'save', 'save']);
    expect((await story.incident(channel)).severity).toBe('SEV1');
    expect(story.deadLetters()).toEqual([]);
  });

  it('each owner is paged once, and nobody for the incidents that are spoken for', async () => {
    await tell(await begin({ shared: 9 }));
    expect(story.pages().map(({ topic }) => topic)).toEqual(['team-1', 'team-2', 'team-3']);
    expect(story.pages()[1]).toMatchInlineSnapshot(`
      {
        "subject": "SEV2 Path 2 failing: step save",
        "text": "SEV2: Path 2 failing, step save.
      Suspected: orders-db.
      It is one of several incidents at once, which are looked after together; there may be more of yours among them.
      Since 2026-11-05T14:00:00.000Z. Incident 20261105-em7v8q76.",
        "topic": "team-2",
      }
    `);
    await story.passes(minutes(4));
    // Nobody acknowledged the one that speaks: the others call nobody up the chain.
    expect(story.pages().map(({ topic }) => topic)).toEqual(['team-1', 'team-2', 'team-3', 'team-1']);
  });

  it('they recover one by one; when all are calm, resolving is proposed once, and all are over', async () => {
    const workflows = await begin({ shared: 4 });
    await tell(workflows);
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await tell(workflows.slice(0, 2), 'OK');
    expect(list(channel)).toContain('2 of 3 more incidents still failing');
    expect((await story.incident(channel)).recoveredAt).toBeUndefined();
    await tell(workflows.slice(2), 'OK');
    expect(list(channel)).toContain('All of 3 more incidents have recovered');
    await story.passes(minutes(12));
    expect(await gathered()).toEqual([]);
    expect(
      (await story.timeline(await story.incident(channel))).filter((type) => type === 'resolution.proposed'),
    ).toHaveLength(1);
    await story.presses(alice, channel, 'Resolve');
    expect(story.incidentChannels()).toHaveLength(1);
    expect(await story.world.store.open(9)).toEqual([]);
  });

  it('an alarm that is told twice, or again after its OK, changes no line', async () => {
    const [first, second] = await begin({ shared: 2 });
    if (!first || !second) throw new Error('two were expected');
    await tell([first]);
    const fired = event(second.id);
    await story.happens(fired, fired);
    await story.passes(minutes(1));
    await tell([second], 'OK');
    await story.happens(fired);
    expect(await gathered()).toHaveLength(1);
    expect(list(story.incidentChannel())).toContain('All of 1 more incident have recovered');
  });

  it('somebody takes one out: it gets its channel then, and its line goes', async () => {
    await tell(await begin({ shared: 3 }));
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    const [one] = await gathered();
    if (!one) throw new Error('nothing is gathered');
    await story.types(alice, channel, `/incident ack ${one.id}`);
    await story.types(alice, channel, `/incident split ${one.id} it has another cause`);
    await story.passes(minutes(1));
    const [, own] = story.incidentChannels();
    if (!own) throw new Error('a second channel was expected');
    expect(story.situation(own)).toContain(one.naming?.step ? 'Save' : '');
    expect((await story.incident(own)).id).toBe(one.id);
    expect(list(channel)).toContain('1 of 1 more incident still failing');
    expect(await gathered()).toHaveLength(1);
  });

  it('once it is resolved, what still fails goes on in a channel of its own and pages; what recovered is over', async () => {
    const workflows = await begin({ shared: 3 });
    await tell(workflows);
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await tell(workflows.slice(1, 2), 'OK');
    await story.types(alice, channel, '/incident resolve');
    await story.passes(minutes(2));
    expect(story.incidentChannels().map(({ name }) => name.replace(/-\w{4}$/, ''))).toEqual([
      expect.stringContaining('path-1-save'),
      expect.stringContaining('path-3-save'),
    ]);
    expect(await gathered()).toEqual([]);
    expect(await story.world.store.open(9)).toHaveLength(1);
  });

  it('an incident with what is private, or a drill, speaks for nobody', async () => {
    const [first, ...others] = await begin({ shared: 3 });
    if (!first) throw new Error('one was expected');
    await tell([first]);
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await story.types(alice, channel, '/incident private');
    await tell(others);
    expect(await gathered()).toEqual([]);
    expect(await story.world.store.open(9)).toHaveLength(3);
  });

  it('nobody can hide one that speaks for others, nor merge it away', async () => {
    await tell(await begin({ shared: 2 }));
    const channel = story.incidentChannel();
    await story.types(alice, channel, '/incident ack');
    await story.types(alice, channel, '/incident private');
    expect(story.said(alice, channel).at(-1)).toContain('which anybody may see');
    const [one] = await gathered();
    await story.types(alice, channel, `/incident merge ${one?.id}`);
    expect(story.said(alice, channel).at(-1)).toContain('it speaks for 1 other');
  });
});

describe('many incidents that share nothing', () => {
  it('so many have channels; the others gather in one that lists them', async () => {
    await tell(await begin({ apart: 8 }));
    const channels = story.incidentChannels();
    expect(channels).toHaveLength(4);
    const storm = channels.at(-1);
    if (!storm) throw new Error('no storm');
    expect(story.situation(storm)).toMatchInlineSnapshot(`
      "# 🔴 Many incidents at once
      More incidents opened within minutes than people can follow in a channel each. This one speaks for them; the list below says how each stands.
      Trouble began 2026-11-05 14:00 UTC.
      | *Severity* / SEV2
      | *Status* / declared / not acknowledged yet
      | *Since* / 2026-11-05 14:00 UTC
      | *Commander* / nobody yet
      [Acknowledge](incident.ack) primary [Take command](incident.take) [Post update](form.update) [Mitigated](form.mitigate) [Resolve](form.resolve) [More…](form.more)
      > Incident 20261105-bybnv2j5 · \`/incident help\` lists what you can do"
    `);
    expect(list(storm)).toMatchInlineSnapshot(`
      "*🔴 5 of 5 incidents still failing*
      5 × SEV2
      They opened within minutes of each other and share nothing that the catalog names.
      *Each on a dependency of its own* · 5 failing
      🔴 SEV2 · Path 4 · Save 4 · Store 4
      🔴 SEV2 · Path 5 · Save 5 · Store 5
      🔴 SEV2 · Path 6 · Save 6 · Store 6
      🔴 SEV2 · Path 7 · Save 7 · Store 7
      🔴 SEV2 · Path 8 · Save 8 · Store 8
      [Show all](do.gathered)
      > Pages, runbooks and the timeline are shared here. \`/incident split <id>\` gives one a channel of its own."
    `);
    expect(await gathered()).toHaveLength(5);
    await story.types(alice, storm, '/incident gathered');
    expect(story.said(alice, storm).at(-1)).toMatchInlineSnapshot(`
      "*🔴 5 of 5 incidents still failing*
      🔴 SEV2 · Path 4 · Save 4 · Store 4 · since 2026-11-05 14:00 UTC · \`20261105-ftrujqae\`
      🔴 SEV2 · Path 5 · Save 5 · Store 5 · since 2026-11-05 14:00 UTC · \`20261105-uhpwk0jf\`
      🔴 SEV2 · Path 6 · Save 6 · Store 6 · since 2026-11-05 14:00 UTC · \`20261105-5cst1m3s\`
      🔴 SEV2 · Path 7 · Save 7 · Store 7 · since 2026-11-05 14:00 UTC · \`20261105-r3kck0sb\`
      🔴 SEV2 · Path 8 · Save 8 · Store 8 · since 2026-11-05 14:00 UTC · \`20261105-fu67ugtq\`"
    `);
  });

  it('the storm pages each owner once, whatever of theirs it gathers; who had a channel before was paged for that', async () => {
    await tell(await begin({ apart: 11 }));
    const teams = ['team-1', 'team-2', 'team-3'];
    expect(story.pages().map(({ topic }) => topic)).toEqual([...teams, ...teams]);
    for (const { text } of story.pages().slice(3)) expect(text).toContain('there may be more of yours among them');
  });

  it('all recover, and the storm with them', async () => {
    const workflows = await begin({ apart: 5 });
    await tell(workflows);
    await tell(workflows, 'OK');
    const [, , , storm] = story.incidentChannels();
    if (!storm) throw new Error('no storm');
    expect((await story.incident(storm)).recoveredAt).toBeDefined();
    await tell(workflows.slice(4), 'ALARM');
    expect((await story.incident(storm)).recoveredAt).toBeUndefined();
    expect(list(storm)).toContain('1 of 2 incidents still failing');
  });
});
