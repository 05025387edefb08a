import { changeOf, draftOf } from '@tocsin/app';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmEvent } from '../harness/events.ts';
import { read } from '../harness/reading.ts';
import { queueRunbook, startQueue, usersRunbook } from '../harness/shop.ts';
import { minutes } from '../harness/story.ts';
import { walking } from '../harness/walking.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

type Shop = Awaited<ReturnType<typeof startQueue>>;
let { story, walk, invoked, catalog, toTheAct, told } = {} as Shop;
beforeEach(async () => {
  ({ story, walk, invoked, catalog, toTheAct, told } = await startQueue());
});
afterEach(() => story.stop());

const offer = () =>
  story
    .incidentChannel()
    .messages.filter(({ text }) => text.startsWith('📖 Runbook'))
    .map(read)
    .join();

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
    expect(said.toSorted()).toEqual(['The walk has left "Say so" meanwhile. The walk is at "Does it burn?".', 'done']);
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

  it('what is begun stays what it is when triage names something else; the runbook for that is offered beside it', async () => {
    catalog.texts = {
      ...catalog.texts,
      'runbooks/upload.md': usersRunbook
        .replace('title: Tell the users', 'title: Files do not arrive')
        .replace('workflows: [design-viewer]', 'steps: [design-viewer/upload]'),
    };
    await walk.begins(alice);
    expect(walk.messages().join()).not.toContain('Something else is named');
    const at = story.clock.now();
    await story.happens(alarmEvent({ workflow: 'design-viewer', step: 'upload', value: 'ALARM', at }));
    expect((await story.incident()).naming?.step).toBe('upload');
    expect(await walk.at()).toBe('Say so');
    expect(walk.messages().join()).toContain(
      '🔀 *Something else is named by now.* *Files do not arrive* is for the failing step design-viewer/upload.',
    );
    await story.presses(bob, story.incidentChannel(), 'Start that one');
    expect(await walking(story, 'R2').at()).toBe('Write to them');
    expect(walk.messages().join()).not.toContain('Something else is named');
    await walk.moves(alice, { type: 'done' });
    expect(await walk.at()).toBe('Does it burn?');
  });

  it('a runbook that is edited meanwhile is walked as it was; what is no longer allowed is not done', async () => {
    await toTheAct();
    catalog.texts = {
      'runbooks/queue.md': queueRunbook
        .replaceAll('Restart the translators', 'Do something else')
        .replaceAll('restart-the-translators', 'do-something-else'),
      'runbooks/users.md': usersRunbook,
    };
    await walk.moves(alice, { type: 'note', text: 'slow' });
    expect(walk.messages().join()).toContain('Restart the translators');
    catalog.policy = { allow: [{ act: 'lambda', resources: ['shop-stop'] }] };
    catalog.texts = { 'runbooks/users.md': usersRunbook };
    expect(await walk.moves(alice, { type: 'start' })).toContain(
      'Tocsin cannot do this step: the policy does not allow lambda shop-restart',
    );
    expect(invoked).toEqual([]);
    await walk.moves(alice, { type: 'note', text: 'by hand then' });
    expect(walk.messages().join()).toContain('✋ *Do this step by hand*');
    expect(await walk.moves(alice, { type: 'done' })).toBe('done');
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
