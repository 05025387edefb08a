import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageBackend } from '../../packages/workbench/src/page-backend.ts';
import { startWorkbench, type Workbench } from '../../packages/workbench/src/workbench.ts';
import { hasChromium } from './browser.ts';
import { keyboardOf, mouseOf } from './hands.ts';
import { type Served, serveTo } from './open-page.ts';
import { patienceMs } from './seeing.ts';
import { playWhole } from './whole-incident.ts';

describe.runIf(hasChromium())('an incident that somebody declares on the local page', () => {
  let workbench: Workbench;
  let served: Served;
  beforeAll(async () => {
    process.env['TOCSIN_LOG_LEVEL'] = 'error';
    workbench = await startWorkbench({ minuteSeconds: 6 });
    served = await serveTo(pageBackend(workbench));
    // The functions may have to be built first.
  }, 300_000);
  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    await workbench.stop();
  });

  test.each([
    {
      way: 'mouse',
      handsOf: mouseOf,
      title: 'Designs stay blank',
      workflow: 'View a design',
      me: 'U0ALICE',
      other: { id: 'U0BOB', name: 'Bob' },
    },
    {
      way: 'keyboard',
      handsOf: keyboardOf,
      title: 'Links do not open',
      workflow: 'Open a share link',
      me: 'U0BOB',
      other: { id: 'U0ALICE', name: 'Alice' },
    },
  ])(
    'is taken from there to its close by $way alone',
    async ({ handsOf, title, workflow, me, other }) => {
      const page = await served.open(`?as=${me}`);
      page.setDefaultTimeout(patienceMs);
      await playWhole({ workbench, page, hands: handsOf(page) }, { title, workflow, me, other });
      expect(served.complaints).toEqual([]);
    },
    240_000,
  );
});
