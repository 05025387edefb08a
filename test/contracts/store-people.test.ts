import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Described, PeopleMemory } from '@tocsin/app';
import { dynamoPeople } from '@tocsin/aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends, createTable, type TestTable } from './dynamodb-backends.ts';

const day = 86_400_000;
const at = (days: number): string => new Date(Date.parse('2026-11-05T14:00:00Z') + days * day).toISOString();
const ana: Described = { id: 'U0ANA', name: 'Ana', kind: 'member', tz: 'Europe/Rome' };

for (const backend of backends) {
  describe.skipIf(backend.skip !== undefined)(`the memory of people on ${backend.name}`, () => {
    let memory: PeopleMemory;
    let table: TestTable;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      const started = await backend.start();
      stop = started.stop;
      table = await createTable(started.endpoint);
      memory = dynamoPeople(table);
    });
    afterAll(async () => stop?.());

    it('knows what it was told of a person and of a group, and when', async () => {
      expect(await memory.recallPerson('U0ANA')).toBeUndefined();
      await memory.rememberPerson('U0ANA', { at: at(0), value: ana });
      await memory.rememberMembers('S0TEAM', { at: at(0), value: ['U0ANA', 'U0BEN'] });
      expect(await memory.recallPerson('U0ANA')).toEqual({ at: at(0), value: ana });
      expect(await memory.recallMembers('S0TEAM')).toEqual({ at: at(0), value: ['U0ANA', 'U0BEN'] });
      expect(await memory.recallMembers('S0OTHER')).toBeUndefined();
    });

    it('keeps the newer of two answers, in whatever order they come', async () => {
      await memory.rememberPerson('U0BEN', { at: at(2), value: { ...ana, kind: 'guest' } });
      await memory.rememberPerson('U0BEN', { at: at(1), value: ana });
      expect((await memory.recallPerson('U0BEN'))?.value.kind).toBe('guest');
    });

    it('is forgotten by the table in time', async () => {
      await memory.rememberPerson('U0CAROL', { at: at(0), value: ana });
      const key = { pk: 'PERSON#U0CAROL', sk: 'KNOWN' };
      const { Item } = await table.client.send(new GetCommand({ TableName: table.table, Key: key }));
      expect(Item?.['expiresAt']).toBe(Date.parse(at(15)) / 1_000);
    });
  });
}
