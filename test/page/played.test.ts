import { walksOf } from '@tocsin/incident';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageBackend } from '../../packages/workbench/src/page-backend.ts';
import { startWorkbench, type Workbench } from '../../packages/workbench/src/workbench.ts';
import { hasChromium } from './browser.ts';
import { keyboardOf } from './hands.ts';
import { tabTo } from './keys.ts';
import { type Served, serveTo } from './open-page.ts';
import { channelOpened, patienceMs, seeing } from './seeing.ts';

describe.runIf(hasChromium())('an incident on the local page', () => {
  let workbench: Workbench;
  let served: Served;
  beforeAll(async () => {
    process.env['TOCSIN_LOG_LEVEL'] = 'error';
    workbench = await startWorkbench({ minuteSeconds: 3 });
    served = await serveTo(pageBackend(workbench));
    // The functions may have to be built first.
  }, 300_000);
  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    await workbench.stop();
  });

  test('is played from its first alarm to its end by keyboard alone, by buttons and by commands', async () => {
    const { page, complaints } = served;
    page.setDefaultTimeout(patienceMs);
    const { keyboard } = page;
    const hands = keyboardOf(page);
    const press = (label: string) => hands.presses(`article button:text-is("${label}")`);
    const says = async (text: string) => {
      await hands.writes('#composer-input', text);
      await keyboard.press('Enter');
    };
    const submits = async (label: string, text: string) => {
      await hands.writes('dialog textarea', text);
      await hands.presses(`dialog button:text-is("${label}")`);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };

    await tabTo(page, '[role=switch][aria-label^="Upload store"]');
    await keyboard.press('Space');
    const channel = await channelOpened(workbench);
    const shows = seeing(workbench, channel);
    await keyboard.press('Control+K');
    await hands.writes('dialog input', channel.name);
    await page.getByRole('option', { name: channel.name }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: channel.name }).waitFor();

    await press('Acknowledge');
    await shows('it is acknowledged', ({ acknowledged }) => acknowledged !== undefined);
    await press('Take command');
    await shows('somebody is in command', ({ roles }) => roles.commander === 'U0ALICE');
    await press('Post update');
    await submits('Post', 'Uploads wait; nothing is lost');
    await shows('an update is posted', ({ update }) => update?.text === 'Uploads wait; nothing is lost');
    await press('Start');
    await shows('a runbook is walked', (one) => walksOf(one).length === 1);
    await says('/incident note it began with the deploy');
    await page.getByText('Your note is on the timeline').waitFor();
    await says('/incident severity SEV1 all uploads fail');
    await shows('it is worse', ({ severity }) => severity === 'SEV1');
    await says('/incident role scribe me');
    await shows('somebody writes', ({ roles }) => roles.scribe === 'U0ALICE');
    await says('/incident action add raise the limit');
    await shows('something is left to do', ({ actions }) => actions?.[0] !== undefined);
    await press('Mitigated');
    await submits('Mitigated', 'uploads go to the other bucket');
    await shows('users are well', ({ mitigated }) => mitigated?.note === 'uploads go to the other bucket');
    await press('Resolve');
    await submits('Resolve', 'the bucket takes writes again');
    await shows('it is resolved', ({ resolved }) => resolved?.note === 'the bucket takes writes again');
    await says('/incident action done A1');
    await shows('nothing is left to do', ({ actions }) => actions?.[0]?.ended !== undefined);
    await press('Close');
    await hands.presses('dialog button[type=submit]:text-is("Close")');
    await shows('it is closed', ({ status }) => status === 'closed');
    expect(complaints).toEqual([]);
  }, 240_000);
});
