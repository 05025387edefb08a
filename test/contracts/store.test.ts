import { createHash } from 'node:crypto';
import type { IncidentStore } from '@tocsin/app';
import { dynamoStore } from '@tocsin/aws';
import { type Commit, fold, type Incident, person, positionOf } from '@tocsin/incident';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends, createTable, type TestTable } from './dynamodb-backends.ts';
import { alarmFact, commitOf, declared, fired, minute } from './store-samples.ts';

for (const backend of backends) {
  describe.skipIf(backend.skip !== undefined)(`the store on ${backend.name}`, () => {
    let store: IncidentStore;
    let access: TestTable;
    let stop: () => Promise<void>;
    let ids = 0;
    const newId = () => `20261105-test${ids++}`;

    beforeAll(async () => {
      const started = await backend.start();
      stop = started.stop;
      access = await createTable(started.endpoint);
      store = dynamoStore(access);
    });
    afterAll(async () => stop?.());

    /** Appends commits 1…n of one incident, with the head written up to `head`. */
    async function grown(commits: number, head = commits): Promise<{ id: string; incident: Incident }> {
      const id = newId();
      let incident: Incident | undefined;
      for (let version = 1; version <= commits; version++) {
        const commit = commitOf(id, version, version === 1 ? [declared(id), fired(0)] : [fired(version)]);
        expect(await store.append(commit)).toBe(true);
        incident = fold(incident, [commit]);
        if (incident && version <= head) await store.saveHead(incident, undefined);
      }
      if (!incident) throw new Error('grow at least one commit');
      return { id, incident };
    }

    describe('commits', () => {
      it('what was never committed is undefined, with effects too', async () => {
        expect(await store.load('nobody')).toBeUndefined();
        expect(await store.loadWithEffects('nobody')).toBeUndefined();
        expect(await store.timeline('nobody')).toEqual([]);
      });

      it('come back as they were, oldest first', async () => {
        const id = newId();
        const commits = [commitOf(id, 1, [declared(id)]), commitOf(id, 2, [fired(1), fired(2)])];
        for (const commit of commits) await store.append(commit);
        expect(await store.timeline(id)).toEqual(commits);
      });

      it('a version is taken once, and twenty at a time find one winner', async () => {
        const id = newId();
        const rivals = Array.from({ length: 20 }, (_, rival) => commitOf(id, 1, [declared(id)], `rival-${rival}`));
        const won = await Promise.all(rivals.map((rival) => store.append(rival)));
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await store.timeline(id)).map(({ cause }) => cause)).toEqual([rivals[won.indexOf(true)]?.cause]);
      });

      it.each([
        ['no head at all', 3, 0],
        ['a head one behind', 3, 2],
        ['a head far behind', 12, 2],
        ['a head up to date', 3, 3],
      ])('%s loads the same incident', async (_, commits, head) => {
        const { id, incident } = await grown(commits, head);
        expect(await store.load(id)).toEqual(incident);
        expect((await store.loadWithEffects(id))?.incident).toEqual(incident);
      });

      it('more than one page of them folds whole', async () => {
        const id = newId();
        const commits: Commit[] = [commitOf(id, 1, [declared(id)])];
        for (let version = 2; version <= 8; version++)
          commits.push(commitOf(id, version, [fired(version, { reason: 'x'.repeat(300_000) })]));
        for (const commit of commits) await store.append(commit);
        expect(await store.load(id)).toEqual(fold(undefined, commits));
      });
    });

    describe('the head', () => {
      it('is overwritten by a newer version only', async () => {
        const { id, incident } = await grown(3);
        await store.saveHead({ ...incident, version: 2, title: 'older' }, minute(1));
        await store.saveHead({ ...incident, title: 'same version' }, minute(1));
        expect((await store.load(id))?.title).toBe(incident.title);
      });

      it('that code made which did not know all entries hides none of them from code that does', async () => {
        const { id, incident } = await grown(2);
        const acknowledged = { type: 'incident.acknowledged', at: minute(3), by: person('U0ALICE') } as const;
        await store.append(commitOf(id, 3, [acknowledged]));
        const older = { ...incident, version: 3, passedOver: ['incident.acknowledged'] };
        await store.saveHead(older, undefined);
        expect((await store.load(id))?.status).toBe('acknowledged');
        expect((await store.loadWithEffects(id))?.incident).toMatchObject({ status: 'acknowledged', version: 3 });
        const known = (await store.load(id)) ?? expect.fail('it is gone');
        expect(known.passedOver).toBeUndefined();
        await store.saveHead(known, undefined);
        expect((await store.open(100)).find((one) => one.id === id)?.status, 'its head is mended').toBe('acknowledged');
        await store.saveHead(older, undefined);
        expect((await store.open(100)).find((one) => one.id === id)?.status).toBe('acknowledged');
      });

      it('of hundreds of alarms fits, and one too large for an item is done without', async () => {
        const { id, incident } = await grown(1);
        // Hashes, for what repeats itself deflates to nothing.
        const reasonOf = (index: number) =>
          [1, 2, 3].map((part) => createHash('sha512').update(`${index} ${part}`).digest('base64')).join('');
        const many = (count: number): Incident['alarms'] =>
          Object.fromEntries(
            Array.from({ length: count }).map((_value, index) => {
              const { held: _, ...fact } = alarmFact(index, { reason: reasonOf(index) });
              return [fact.key, { ...fact, firing: true, definiteAt: fact.at, firstFiredAt: fact.at, fired: 1 }];
            }),
          );
        const next = commitOf(id, 2, [fired(1)]);
        const large = { ...incident, version: 2, alarms: many(300) };
        expect(await store.append(next)).toBe(true);
        await store.saveHead(large, minute(5));
        expect(await store.load(id)).toEqual(large);

        const tooLarge = { ...incident, version: 3, alarms: many(3000) };
        expect(await store.append(commitOf(id, 3, [fired(2)]))).toBe(true);
        await store.saveHead(tooLarge, minute(6));
        expect((await store.load(id))?.version).toBe(3);
        expect(await store.append(commitOf(id, 4, [fired(3)]))).toBe(true);
        expect((await store.load(id))?.version).toBe(4);
        expect((await store.due(minute(6), 100)).map(({ incident }) => incident)).toContain(id);
      });
    });

    describe('indexes', () => {
      it('list open incidents, newest first, and drop resolved ones', async () => {
        const older = await grown(1);
        const newer = await grown(2);
        const gone = await grown(1);
        await store.saveHead(
          { ...older.incident, version: 5, declared: { ...older.incident.declared, at: minute(40) } },
          undefined,
        );
        await store.saveHead(
          { ...newer.incident, version: 5, declared: { ...newer.incident.declared, at: minute(50) } },
          undefined,
        );
        await store.saveHead(
          { ...gone.incident, version: 5, status: 'resolved', declared: { ...gone.incident.declared, at: minute(55) } },
          undefined,
        );
        const listed = (await store.open(2)).map(({ id }) => id);
        expect(listed).toEqual([newer.id, older.id]);
        expect((await store.open(50)).map(({ id }) => id)).not.toContain(gone.id);
      });

      it('lists are read newest first, page by page, and an incident stands in one of them', async () => {
        const [first, second, third] = [await grown(1), await grown(1), await grown(1)];
        const resolvedAt = (at: number) => ({ at: minute(at), by: person('U0ALICE') });
        const heads = [
          { ...first.incident, version: 2, status: 'resolved', resolved: resolvedAt(90_000) },
          { ...second.incident, version: 2, status: 'resolved', resolved: resolvedAt(90_002) },
          { ...third.incident, version: 2, status: 'closed', resolved: resolvedAt(90_001), closed: resolvedAt(90_003) },
        ] as const;
        for (const head of heads) await store.saveHead(head, undefined);
        const ids = async (query: Parameters<IncidentStore['shelf']>[0]) =>
          (await store.shelf(query)).map(({ id }) => id);
        expect(await ids({ shelf: 'left', limit: 2 })).toEqual([second.id, first.id]);
        expect(await ids({ shelf: 'left', limit: 1 })).toEqual([second.id]);
        expect(await ids({ shelf: 'left', limit: 1, before: positionOf(heads[1]) })).toEqual([first.id]);
        expect(await ids({ shelf: 'over', limit: 1 })).toEqual([third.id]);
        const item = { id: 'A1', text: 'write it down', added: resolvedAt(1) };
        await store.saveHead({ ...heads[2], version: 3, actions: [item] }, undefined);
        expect(await ids({ shelf: 'over', limit: 50 })).not.toContain(third.id);
        expect(await ids({ shelf: 'left', limit: 2 })).toEqual([second.id, third.id]);
        expect(await ids({ shelf: 'open', limit: 50 })).not.toContain(third.id);
      });

      it('somebody’s are those they owe something, by day, then the rest, newest first', async () => {
        const all = await Promise.all([1, 2, 3, 4].map(() => grown(1)));
        const [a = '', b = '', c = '', d = ''] = all.map(({ id }) => id);
        const ofAlice = async (limit = 10) => (await store.ofPerson({ user: 'U0ALICE', limit })).map(({ id }) => id);
        const part = { user: 'U0ALICE', since: minute(1) };
        expect(await ofAlice()).toEqual([]);
        await store.savePart({ ...part, incident: a });
        await store.savePart({ ...part, incident: b, since: minute(2) });
        await store.savePart({ ...part, incident: c, owes: 'later' });
        await store.savePart({ ...part, incident: d, owes: '2026-12-01' });
        await store.savePart({ ...part, user: 'U0BOB', incident: a, owes: '2026-11-01' });
        expect(await ofAlice()).toEqual([d, c, b, a]);
        expect(await ofAlice(1)).toEqual([d, b]);
        await store.savePart({ ...part, incident: d, since: minute(3) });
        expect(await ofAlice()).toEqual([c, d, b, a]);
        expect((await store.loadWithEffects(a))?.effects.size).toBe(0);
        expect(await store.timeline(a)).toHaveLength(1);
      });

      it('find the incident of a channel', async () => {
        const { id, incident } = await grown(1);
        await store.saveHead({ ...incident, version: 2, channel: { id: `C${id}`, name: 'inc' } }, undefined);
        expect(await store.byChannel(`C${id}`)).toBe(id);
        expect(await store.byChannel('CNONE')).toBeUndefined();
      });

      it('list what is due, oldest first, up to now', async () => {
        const early = await grown(1, 0);
        const late = await grown(1, 0);
        const future = await grown(1, 0);
        await store.saveHead(late.incident, '2020-01-01T00:00:02.000Z');
        await store.saveHead(early.incident, '2020-01-01T00:00:01.000Z');
        await store.saveHead(future.incident, '2020-01-01T00:00:03.000Z');
        expect(await store.due('2020-01-01T00:00:02.000Z', 10)).toEqual([
          { incident: early.id, wakeAt: '2020-01-01T00:00:01.000Z' },
          { incident: late.id, wakeAt: '2020-01-01T00:00:02.000Z' },
        ]);
        expect(await store.due('2020-01-01T00:00:03.000Z', 1)).toHaveLength(1);
        for (const { id } of [early, late, future]) await store.settle({ incident: id, version: 1, wakeAt: undefined });
        expect(await store.due('2020-01-02T00:00:00.000Z', 10)).toEqual([]);
      });

      it('settling is refused in silence at another version', async () => {
        const { id } = await grown(2);
        await store.settle({ incident: id, version: 1, wakeAt: '2019-01-01T00:00:00.000Z' });
        await store.settle({ incident: 'nobody', version: 1, wakeAt: '2019-01-01T00:00:00.000Z' });
        expect(await store.due('2019-01-02T00:00:00.000Z', 10)).toEqual([]);
        await store.settle({ incident: id, version: 2, wakeAt: '2019-01-01T00:00:00.000Z' });
        expect(await store.due('2019-01-02T00:00:00.000Z', 10)).toHaveLength(1);
        await store.settle({ incident: id, version: 2, wakeAt: undefined });
      });
    });
  });
}
