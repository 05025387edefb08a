import type { IncidentStore } from '@tocsin/app';
import { dynamoStore } from '@tocsin/aws';
import type { Runbook } from '@tocsin/runbook';
import { checkRunbooks } from '@tocsin/runbook/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backends, createTable } from './dynamodb-backends.ts';

const texts = {
  'runbooks/queue.md': `# The queue is stuck

## Look

Größe, 待ち行列, 🚒: text of any script comes back as it was.

## Restart

What is old.
`,
};
const [queue] = checkRunbooks({ texts, fileExists: () => true, policy: { allow: [] }, variables: [], workflows: [] });
if (!queue) throw new Error('the sample is no runbook');
const sample: Runbook = queue;

for (const backend of backends) {
  describe.skipIf(backend.skip !== undefined)(`runbooks that walks began with, on ${backend.name}`, () => {
    let store: IncidentStore;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      const started = await backend.start();
      stop = started.stop;
      store = dynamoStore(await createTable(started.endpoint));
    });
    afterAll(async () => stop?.());

    it('what was never kept is undefined', async () => {
      expect(await store.keptRunbook({ file: 'runbooks/other.md', version: sample.version })).toBeUndefined();
    });

    it('come back whole, by file and version', async () => {
      await store.keepRunbook(sample);
      expect(await store.keptRunbook(sample)).toEqual(sample);
      expect(await store.keptRunbook({ file: sample.file, version: 'another' })).toBeUndefined();
    });

    it('a version is kept once, by whoever keeps it first; an edited one stands beside it', async () => {
      await store.keepRunbook(sample);
      await store.keepRunbook({ ...sample, title: 'Overwritten' });
      const edited = { ...sample, version: 'edited', title: 'Edited' };
      await Promise.all([store.keepRunbook(edited), store.keepRunbook(edited)]);
      expect((await store.keptRunbook(sample))?.title).toBe(sample.title);
      expect((await store.keptRunbook(edited))?.title).toBe('Edited');
    });

    it('one of five hundred steps fits into an item', async () => {
      const [step] = sample.steps;
      if (!step) throw new Error('the sample has no steps');
      const steps = Array.from({ length: 500 }, (_, number) => ({ ...step, id: `step-${number}` }));
      const large = { ...sample, version: 'large', steps };
      await store.keepRunbook(large);
      expect(await store.keptRunbook(large)).toEqual(large);
    });
  });
}
