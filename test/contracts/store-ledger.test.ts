import type { IncidentStore } from '@tocsin/app';
import { dynamoStore } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends, createTable } from './dynamodb-backends.ts';
import { commitOf, declared, minute } from './store-samples.ts';

for (const backend of backends) {
  describe.skipIf(backend.skip !== undefined)(`the effect ledger on ${backend.name}`, () => {
    let store: IncidentStore;
    let stop: () => Promise<void>;
    let effects = 0;

    beforeAll(async () => {
      const started = await backend.start();
      stop = started.stop;
      store = dynamoStore(await createTable(started.endpoint));
      await store.append(commitOf('i', 1, [declared('i')]));
    });
    afterAll(async () => stop?.());

    /** An effect of its own for each test, with time as minutes. */
    function effect() {
      const ref = { incident: 'i', effect: `effect-${effects++}` };
      return {
        claim: (token: string, at: number, fingerprint = 'a', leaseMinutes = 1) =>
          store.claimEffect({ ...ref, token, now: minute(at), lease: minute(at + leaseMinutes), fingerprint }),
        finish: (
          token: string,
          result = {},
          more: { fingerprint?: string; state?: 'done' | 'failed'; failure?: string } = {},
        ) => store.finishEffect({ ...ref, token, fingerprint: 'a', state: 'done', result, ...more }),
        release: async (token: string, record = undefined as Awaited<ReturnType<typeof recordOf>>) =>
          store.releaseEffect({ ...ref, token, record }),
        record: () => recordOf(ref.effect),
      };
    }
    const recordOf = async (key: string) => (await store.loadWithEffects('i'))?.effects.get(key);

    it('the first claim is the first, and holds until its lease is over', async () => {
      const { claim } = effect();
      expect(await claim('t1', 0)).toEqual({ type: 'claimed', first: true });
      expect(await claim('t2', 0.5)).toEqual({ type: 'held', until: minute(1) });
      expect(await claim('t2', 1)).toEqual({ type: 'held', until: minute(1) });
      expect(await claim('t2', 1.1)).toEqual({ type: 'claimed', first: false });
      expect(await claim('t3', 1.2)).toEqual({ type: 'held', until: minute(2.1) });
    });

    it('twenty claims at once find one holder', async () => {
      const { claim } = effect();
      const claims = await Promise.all(Array.from({ length: 20 }, (_, rival) => claim(`t${rival}`, 0)));
      expect(claims.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    });

    it('what is done is held for the same fingerprint and claimed again for another, with its result', async () => {
      const { claim, finish, record } = effect();
      await claim('t1', 0);
      await finish('t1', { channel: 'C1', ts: '1.2' });
      expect(await claim('t2', 5)).toEqual({ type: 'held', until: minute(1) });
      expect(await claim('t2', 5, 'b')).toEqual({
        type: 'claimed',
        first: false,
        result: { channel: 'C1', ts: '1.2' },
      });
      expect(await record()).toEqual({
        key: expect.any(String),
        state: 'claimed',
        lease: minute(6),
        fingerprint: 'a',
        result: { channel: 'C1', ts: '1.2' },
      });
      expect(await claim('t3', 7, 'b')).toEqual({
        type: 'claimed',
        first: false,
        result: { channel: 'C1', ts: '1.2' },
      });
    });

    it('what failed leaves nothing behind: another fingerprint tries for the first time', async () => {
      const { claim, finish, record } = effect();
      await claim('t1', 0);
      await finish('t1', {}, { state: 'failed', failure: 'channel_not_found' });
      expect(await record()).toMatchObject({ state: 'failed', failure: 'channel_not_found', fingerprint: 'a' });
      expect(await claim('t2', 5, 'b')).toEqual({ type: 'claimed', first: true });
      await finish('t2', { ts: '1' }, { fingerprint: 'b' });
      expect(await record()).toEqual({
        key: expect.any(String),
        state: 'done',
        lease: minute(6),
        fingerprint: 'b',
        result: { ts: '1' },
      });
    });

    it('only the holder records; recording twice is no harm', async () => {
      const { claim, finish, record } = effect();
      await claim('t1', 0);
      await claim('t2', 2);
      await expect(finish('t1')).rejects.toMatchObject({ code: 'lost-claim' });
      await finish('t2', { ts: '2' });
      await finish('t2', { ts: '2' });
      expect(await record()).toMatchObject({ state: 'done', result: { ts: '2' } });
    });

    it('giving back restores what was there', async () => {
      const { claim, finish, release, record } = effect();
      await claim('t1', 0);
      await release('t1');
      expect(await record()).toBeUndefined();
      expect(await claim('t2', 0)).toEqual({ type: 'claimed', first: true });
      await finish('t2', { ts: '1' });
      const before = await record();
      await claim('t3', 5, 'b');
      await release('t3', before);
      expect(await record()).toEqual(before);
      await release('t3', undefined);
      expect(await record()).toEqual(before);
    });

    it('a claim given back with an ended lease is one that must be looked for', async () => {
      const { claim, release } = effect();
      await claim('t1', 0);
      await release('t1', { key: 'ignored', state: 'claimed', lease: minute(0) });
      expect(await claim('t2', 0.1)).toEqual({ type: 'claimed', first: false });
    });

    it('its own claim, repeated because the answer was lost, is its own', async () => {
      const { claim } = effect();
      await claim('t1', 0);
      expect(await claim('t1', 0)).toEqual({ type: 'claimed', first: false });
    });

    it('effects of one incident are not seen by another', async () => {
      await store.append(commitOf('other', 1, [declared('other')]));
      expect((await store.loadWithEffects('other'))?.effects.size).toBe(0);
    });
  });
}
