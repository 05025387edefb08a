import type { World } from '@tocsin/app';
import { changeOf, draftOf } from '@tocsin/app';
import type { RunbookPolicy } from '@tocsin/runbook';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { minutes, type Story, startStory } from '../harness/story.ts';
import { runbooksOf, walking } from '../harness/walking.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

const queue = `---
title: Designs are not translated
applies-to:
  steps: [design-viewer/translate]
---

# Designs are not translated

## Say so

Tell the users of {{workflow}} that it fails since {{failing-since}}.

## Does it burn?

\`\`\`yaml
check: alarm
alarm: shop/errors
\`\`\`

- As expected → [Over](#over)
- Otherwise → [Restart the translators](#restart-the-translators)

## Restart the translators

\`\`\`yaml
act: lambda
function: shop-restart
payload:
  incident: '{{incident}}'
timeout: 30s
back:
  act: lambda
  function: shop-stop
\`\`\`

- Worked → [Over](#over)
- Did not work → [Call the team](#call-the-team)

## Call the team

Page them.

## Over

Look once more.
`;
const users = `---
title: Tell the users
applies-to:
  workflows: [design-viewer]
---

# Tell the users

## Write to them

Write to all of them.
`;

let story: Story;
let walk: ReturnType<typeof walking>;
let texts: Record<string, string>;
let policy: RunbookPolicy;
let invoked: string[];
/** The first message to the functions that look and act is lost. */
let losing: boolean;

beforeEach(async () => {
  texts = { 'runbooks/queue.md': queue, 'runbooks/users.md': users };
  policy = { allow: [{ act: 'lambda', resources: ['shop-*'] }] };
  invoked = [];
  losing = false;
  const around = (world: World): World => ({
    ...world,
    tasks: {
      send: async (task) => {
        if (!losing) return world.tasks.send(task);
        losing = false;
      },
    },
  });
  story = await startStory({ around, runbooks: () => runbooksOf(texts, policy) });
  for (const name of ['shop-restart', 'shop-stop'])
    story.cloud.services.functions.set(name, () => {
      invoked.push(name);
      return { done: true };
    });
  story.cloud.alarms.put({
    type: 'metric',
    name: 'shop/errors',
    metric: { namespace: 'Shop', name: 'Errors', dimensions: {} },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'missing',
  });
  walk = walking(story);
  const at = story.clock.now();
  await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'translate', value: 'ALARM', at }));
});
afterEach(() => story.stop());

const offer = () =>
  story
    .incidentChannel()
    .messages.filter(({ text }) => text.startsWith('📖 Runbook'))
    .map(read)
    .join();
/** Walks on to the act, which the check leads to. */
const toTheAct = async () => {
  await walk.begins(alice);
  await walk.moves(alice, { type: 'done' });
  await walk.moves(alice, { type: 'start' });
  expect(await walk.at()).toBe('Restart the translators');
};
const told = async () =>
  (await story.world.store.timeline((await story.incident()).id)).flatMap(({ entries }) =>
    entries.flatMap((entry) => ('result' in entry && entry.result ? [entry.result] : [])),
  );

describe('a runbook is walked in the channel', () => {
  it('it is offered with why, read step by step, and every step is on the timeline with what was read', async () => {
    expect(offer()).toMatchInlineSnapshot(`
      "📖 Runbook: *Designs are not translated*, because it is for the failing step design-viewer/translate.
      5 steps
      [Start](walk.begin) primary [Pick another (1 more)…](form.runbook) [Read it](https://git.example/tocsin/tree/main/packages/catalog/src/runbooks/queue.md)"
    `);
    await walk.begins(alice);
    expect(offer()).not.toContain('[Start]');
    expect(walk.messages()).toMatchInlineSnapshot(`
      [
        "# 📖 Designs are not translated
      > ▱▱▱ *0 of 3* · begun by <@U0ALICE> 2026-11-05 14:00 UTC · walked by <@U0ALICE>
      divider
      *Step 1:* *Say so* · do it and say so
      Tell the users of design-viewer that it fails since 2026-11-05T14:00:00Z.
      [Done](walk.done) primary
      [Skip…](form.walk-skip) [Did not work…](form.walk-did-not-work) [Note…](form.walk-note) [Hand over…](form.walk-hand-over) [Stop…](form.walk-stop)
      > Runbook walk R1 · <https://git.example/tocsin/tree/main/packages/catalog/src/runbooks/queue.md|the whole runbook> · \`/incident runbook\` does the same",
      ]
    `);
    await walk.moves(alice, { type: 'done' });
    const before = story.methods().length;
    await walk.moves(alice, { type: 'start' });
    // One update says that it runs, one what came of it.
    expect(story.methods(before)).toEqual(['chat.update', 'chat.update']);
    expect(await told()).toMatchObject([{ type: 'read', good: false, value: 'INSUFFICIENT_DATA' }]);
    await walk.moves(alice, { type: 'start' });
    await walk.moves(bob, { type: 'done' });
    expect(walk.messages().join()).toContain('Walked to its end in 0 min by <@U0ALICE>, <@U0BOB>');
    expect(walk.messages()).toHaveLength(1);
    expect((await story.timeline(await story.incident())).slice(-4)).toEqual([
      'walk.moved',
      'walk.moved by U0BOB',
      'walk.moved by U0BOB',
      'walk.ended by U0BOB',
    ]);
    expect(invoked).toEqual(['shop-restart']);
  });

  it('two people press at once: the walk moves once, and the second is told where it is', async () => {
    await walk.begins(alice);
    const seen = await walk.seen();
    const said = await Promise.all([
      walk.moves(alice, { type: 'done' }, seen),
      walk.moves(bob, { type: 'skip', why: 'known' }, seen),
    ]);
    expect(said.toSorted()).toEqual(['The walk is at "Does it burn?".', 'done']);
  });

  it('a double click runs an act once', async () => {
    await toTheAct();
    const seen = await walk.seen();
    await Promise.all([walk.moves(alice, { type: 'start' }, seen), walk.moves(alice, { type: 'start' }, seen)]);
    expect(invoked).toEqual(['shop-restart']);
    expect(await walk.at()).toBe('Over');
  });

  it('another runbook is walked beside it, the same one is not begun twice', async () => {
    await walk.begins(alice);
    expect(await walk.begins(bob, 'runbooks/users.md')).toBe('done');
    expect(await walk.begins(bob, 'runbooks/queue.md')).toBe(
      'R1 walks "Designs are not translated" already; go on there',
    );
    const other = walking(story, 'R2');
    await other.moves(bob, { type: 'done' });
    expect(other.messages().join()).toContain('Walked to its end');
    expect(await walk.at()).toBe('Say so');
  });

  it('a runbook that is edited meanwhile is walked as it was; what is no longer allowed is not done', async () => {
    await toTheAct();
    texts = {
      'runbooks/queue.md': queue
        .replaceAll('Restart the translators', 'Do something else')
        .replaceAll('restart-the-translators', 'do-something-else'),
      'runbooks/users.md': users,
    };
    await walk.moves(alice, { type: 'note', text: 'slow' });
    expect(walk.messages().join()).toContain('Restart the translators');
    policy = { allow: [{ act: 'lambda', resources: ['shop-stop'] }] };
    texts = { 'runbooks/users.md': users };
    expect(await walk.moves(alice, { type: 'start' })).toContain(
      'Tocsin cannot do this step: the policy does not allow lambda shop-restart',
    );
    expect(invoked).toEqual([]);
    await walk.moves(alice, { type: 'note', text: 'by hand then' });
    expect(walk.messages().join()).toContain('✋ *Do this step by hand*');
    expect(await walk.moves(alice, { type: 'done' })).toBe('done');
  });
});

describe('acts', () => {
  it('that need a second person wait for one, who is not the first', async () => {
    policy = { allow: [{ act: 'lambda', resources: ['shop-*'], approval: 'second-person' }] };
    await toTheAct();
    expect(await walk.moves(alice, { type: 'start' })).toBe('done');
    expect(invoked).toEqual([]);
    expect(walk.messages().join()).toContain('*Somebody else has to agree.*');
    expect(await walk.moves(alice, { type: 'approve' })).toBe('Someone else has to agree to this.');
    await story.types(bob, story.incidentChannel(), '/incident join');
    expect(await walk.moves(bob, { type: 'approve' })).toBe('done');
    expect(invoked).toEqual(['shop-restart']);
  });

  it('are run by whom the settings name; others are told who can', async () => {
    await toTheAct();
    expect(await walk.moves(carol, { type: 'start' })).toContain('may run what a runbook’s actions run');
    expect(await walk.moves(carol, { type: 'did-not-work', why: 'seen before' })).toBe('done');
    expect(invoked).toEqual([]);
  });

  it('that fail lead where the runbook says', async () => {
    story.cloud.services.functions.set('shop-restart', () => {
      throw new Error('no');
    });
    await toTheAct();
    await walk.moves(alice, { type: 'start' });
    expect(await walk.at()).toBe('Call the team');
    expect(await told()).toMatchObject([{}, { type: 'failed', good: false }]);
  });

  it('that were done can be taken back, once', async () => {
    await toTheAct();
    await walk.moves(alice, { type: 'start' });
    expect(walk.messages().join()).toContain('[Take back: Restart the translators]');
    const step = 'restart-the-translators';
    expect(await walk.undoes(alice, step)).toBe('done');
    expect(invoked).toEqual(['shop-restart', 'shop-stop']);
    expect(walk.messages().join()).not.toContain('Take back');
    expect(await walk.undoes(alice, step)).toBe('there is nothing here that Tocsin could take back');
    expect(await story.timeline(await story.incident())).toContain('task.told');
  });

  it('whose result is overdue are asked for again, and people are told', async () => {
    await toTheAct();
    losing = true;
    await walk.moves(alice, { type: 'start' });
    expect(invoked).toEqual([]);
    await story.passes(minutes(3));
    expect(invoked).toEqual(['shop-restart']);
    expect(await walk.at()).toBe('Over');
    expect(await story.timeline(await story.incident())).toContain('task.overdue');
  });

  it('that people gave up on are not done later', async () => {
    await toTheAct();
    losing = true;
    await walk.moves(alice, { type: 'start' });
    await walk.moves(alice, { type: 'did-not-work', why: 'nothing happens' });
    await story.passes(minutes(20));
    expect(invoked).toEqual([]);
    expect(await walk.at()).toBe('Call the team');
  });
});

describe('what a walk was like is not lost', () => {
  it('what was skipped, noted and did not work becomes a change to the runbook', async () => {
    await walk.begins(alice);
    await walk.moves(alice, { type: 'skip', why: 'the status page says it' });
    await walk.moves(alice, { type: 'stop', why: 'it recovered' });
    expect(walk.messages().join()).toContain('[Show the proposed change]');
    const incident = await story.incident();
    const change = await changeOf(story.world, { incident, walk: 'R1' }, { user: alice });
    expect(change).toMatchObject({ type: 'change', changes: [{ file: 'runbooks/queue.md' }] });
    expect(change?.type === 'change' ? change.changes[0]?.diff : '').toContain('+- Skipped: the status page says it');
  });

  it('what was noted becomes the draft of a runbook', async () => {
    await story.types(alice, story.incidentChannel(), '/incident note restarted the translators by hand');
    const draft = await draftOf(story.world, await story.incident(), { user: alice });
    expect(draft).toContain('## 1. restarted the translators by hand');
  });
});

it('nobody outside a private incident hears of its walks', async () => {
  await walk.begins(alice);
  const id = (await story.incident()).id;
  await story.types(alice, story.incidentChannel(), '/incident private');
  await story.passes(minutes(1));
  const said = await walk.moves(carol, { type: 'done' }, { step: 'say-so', attempt: 1 });
  expect(said).toBe(`there is no incident ${id}; “/incident list” names the open ones`);
});
