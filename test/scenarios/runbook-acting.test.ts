import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startQueue } from '../harness/shop.ts';
import { minutes } from '../harness/story.ts';

const [alice, bob, carol] = ['U0ALICE', 'U0BOB', 'U0CAROL'] as const;

type Shop = Awaited<ReturnType<typeof startQueue>>;
let { story, walk, invoked, payloads, catalog, loses, toTheAct, told } = {} as Shop;
beforeEach(async () => {
  ({ story, walk, invoked, payloads, catalog, loses, toTheAct, told } = await startQueue());
});
afterEach(() => story.stop());

describe('acts', () => {
  it('are given what the incident knows, what its alarm measures too', async () => {
    await toTheAct();
    expect(walk.messages().join()).toContain('tocsin_test_design-viewer');
    await walk.moves(alice, { type: 'start' });
    expect(payloads).toEqual([{ incident: (await story.incident()).id, canary: 'tocsin_test_design-viewer' }]);
  });

  it('that need a second person wait for one, who is not the first', async () => {
    catalog.policy = { allow: [{ act: 'lambda', resources: ['shop-*'], approval: 'second-person' }] };
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
    loses();
    await walk.moves(alice, { type: 'start' });
    expect(invoked).toEqual([]);
    await story.passes(minutes(3));
    expect(invoked).toEqual(['shop-restart']);
    expect(await walk.at()).toBe('Over');
    expect(await story.timeline(await story.incident())).toContain('task.overdue');
  });

  it('that people gave up on are not done later', async () => {
    await toTheAct();
    loses();
    await walk.moves(alice, { type: 'start' });
    await walk.moves(alice, { type: 'did-not-work', why: 'nothing happens' });
    await story.passes(minutes(20));
    expect(invoked).toEqual([]);
    expect(await walk.at()).toBe('Call the team');
  });
});
