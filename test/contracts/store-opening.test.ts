import type { IncidentStore } from '@tocsin/app';
import { dynamoStore } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends, createTable } from './dynamodb-backends.ts';
import { alarmFact, canaryRun, minute } from './store-samples.ts';

for (const backend of backends) {
  describe.skipIf(backend.skip !== undefined)(`what opens, in the store on ${backend.name}`, () => {
    let store: IncidentStore;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      const started = await backend.start();
      stop = started.stop;
      store = dynamoStore(await createTable(started.endpoint));
    });
    afterAll(async () => stop?.());

    describe('places among those that open at once', () => {
      let span = 1_000;
      const take = (of: { key: string; dependency?: string; minute?: number }) =>
        store.takePlace({
          span,
          key: of.key,
          at: minute(of.minute ?? 0),
          most: 3,
          ...(of.dependency === undefined ? {} : { dependency: of.dependency, mostSharing: 1 }),
        });
      const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key).sort();

      it('are taken until all are, by each once, however often it asks', async () => {
        span += 10;
        for (const key of ['a', 'a', 'b']) await take({ key });
        expect(keys((await take({ key: 'c' })).all)).toEqual(['a', 'b', 'c']);
        expect(keys((await take({ key: 'd' })).all)).toEqual(['a', 'b', 'c']);
        expect(keys((await take({ key: 'a' })).all)).toEqual(['a', 'b', 'c']);
      });

      it('of a dependency are its own, and the first has it', async () => {
        span += 10;
        expect(keys((await take({ key: 'a', dependency: 'orders-db' })).ofDependency)).toEqual(['a']);
        const second = await take({ key: 'b', dependency: 'orders-db' });
        expect([keys(second.ofDependency), keys(second.all)]).toEqual([['a'], ['a']]);
        expect(keys((await take({ key: 'c', dependency: 'mail' })).ofDependency)).toEqual(['c']);
      });

      it('are as many as twenty at a time find winners', async () => {
        span += 10;
        await Promise.all(Array.from({ length: 20 }, (_, rival) => take({ key: `rival-${rival}` })));
        expect((await take({ key: 'late', minute: 1 })).all).toHaveLength(3);
      });

      it('of a span are told with what else opening needs to know', async () => {
        span += 10;
        expect(await store.readOpening({ key: 'workflow:nobody', span })).toEqual({});
        await take({ key: 'a', dependency: 'orders-db' });
        await take({ key: 'b' });
        const { opened } = await store.readOpening({ key: 'workflow:nobody', span });
        expect(keys(opened?.all ?? [])).toEqual(['a', 'b']);
        expect(opened?.byDependency).toEqual({ 'orders-db': [{ key: 'a', at: minute(0) }] });
      });
    });

    describe('opening', () => {
      it('knows nothing at first, then pointer, alarm and canary in one read', async () => {
        const query = { key: 'workflow:opening', alarm: 'arn:opening', workflow: 'opening' };
        expect(await store.readOpening(query)).toEqual({});
        const alarm = alarmFact(1, { key: 'arn:opening' });
        const canary = canaryRun('opening', 1);
        await store.claimKey({ key: query.key, incident: 'i1' });
        await store.rememberAlarm(alarm);
        await store.rememberCanary(canary);
        expect(await store.readOpening(query)).toEqual({ incident: 'i1', alarm, canary });
        expect(await store.readOpening({ key: query.key })).toEqual({ incident: 'i1' });
      });

      it('an older alarm state or canary run overwrites no newer one', async () => {
        const newer = alarmFact(9, { key: 'arn:memory', value: 'OK' });
        await store.rememberAlarm(newer);
        await store.rememberAlarm(alarmFact(3, { key: 'arn:memory' }));
        await store.rememberCanary(canaryRun('memory', 9));
        await store.rememberCanary(canaryRun('memory', 3));
        const opening = await store.readOpening({ key: 'none', alarm: 'arn:memory', workflow: 'memory' });
        expect(opening).toEqual({ alarm: newer, canary: canaryRun('memory', 9) });
      });

      it('twenty that claim one key at once find one winner', async () => {
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, rival) =>
            store.claimKey({ key: 'workflow:race', incident: `rival-${rival}` }),
          ),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        const { incident } = await store.readOpening({ key: 'workflow:race' });
        expect(incident).toBe(`rival-${won.indexOf(true)}`);
        expect(await store.claimKey({ key: 'workflow:race', incident: incident ?? '' })).toBe(true);
      });

      it('a key is taken over from the incident that is named, and from no other', async () => {
        const key = 'workflow:over';
        await store.claimKey({ key, incident: 'first' });
        expect(await store.claimKey({ key, incident: 'second' })).toBe(false);
        expect(await store.claimKey({ key, incident: 'second', replacing: 'another' })).toBe(false);
        expect(await store.claimKey({ key, incident: 'second', replacing: 'first' })).toBe(true);
        expect(await store.claimKey({ key, incident: 'third', replacing: 'first' })).toBe(false);
      });
    });
  });
}
