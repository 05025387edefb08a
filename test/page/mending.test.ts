import { walksOf } from '@tocsin/incident';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incidentChannels, incidentIn, seenBy } from '../../packages/workbench/src/incident-channel.ts';
import { pageBackend } from '../../packages/workbench/src/page-backend.ts';
import { until } from '../../packages/workbench/src/until.ts';
import { startWorkbench, type Workbench } from '../../packages/workbench/src/workbench.ts';
import { nextPress } from '../harness/next-press.ts';
import { buttonsOf } from '../harness/reading.ts';
import { hasChromium } from './browser.ts';
import { type Served, serveTo } from './open-page.ts';

const alice = 'U0ALICE';

// `npm start`, as it is: the built functions, the demo at its own address, the catalog's policy. The scenario follows the
// runbook of every dependency; here two stand for them, one that is checked over HTTP and one that two workflows need.
const broken = [
  { id: 'identity', title: 'Identity provider' },
  { id: 'tile-server', title: 'Tile server' },
] as const;

describe.runIf(hasChromium())('on the local page', () => {
  let workbench: Workbench;
  let served: Served;
  beforeAll(async () => {
    process.env['TOCSIN_LOG_LEVEL'] = 'error';
    workbench = await startWorkbench({ minuteSeconds: 3 });
    served = await serveTo(pageBackend(workbench));
    // The functions may have to be built first.
  }, 180_000);
  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    await workbench.stop();
  });

  test('a runbook is shown as it would be walked, before anything is broken', async () => {
    const { page, complaints } = served;
    await page.getByRole('button', { name: 'Runbooks' }).click();
    const dialog = page.getByRole('dialog', { name: 'Runbooks' });
    await dialog.getByLabel('Runbook').selectOption('runbooks/identity.md');
    const step = dialog.getByRole('region', { name: 'Does the front itself answer?' });
    await step.waitFor();
    expect(await step.innerText()).toContain('What Tocsin looks at:');
    expect(await step.getByRole('button', { name: 'Look' }).isDisabled()).toBe(true);
    expect(await step.getByRole('listitem').allInnerTexts()).toEqual([
      'As expected (say, HTTP status: 200, expected = 200) → goes on with “Is the provider shedding load?”',
      'Not as expected (say, HTTP status: 503, expected = 200) → goes on with “Restart the front”',
    ]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
  });

  test.each(broken)('$title is mended by the buttons of the runbook that is offered', async ({ id, title }) => {
    const { page, complaints } = served;
    const working = () => workbench.demo?.dependencies.some((one) => one.id === id && !one.broken) ?? false;
    await page
      .getByRole('switch', { name: `${title} works` })
      .first()
      .click();
    await expect.poll(working).toBe(false);
    const channel = await until(`an incident names ${id}`, workbench.story, () => openChannel(id));
    await page.getByRole('link', { name: new RegExp(`^${channel.name}`) }).click();
    await page.getByRole('heading', { name: channel.name }).waitFor();
    await press(page, 'Acknowledge');
    await press(page, 'Start');
    const pressed = await follow(page, channel);
    expect(pressed).toContain('Run');
    expect(working()).toBe(true);
    await page.getByText('Walked to its end').last().waitFor();
    expect(await page.getByText('Do this step by hand').count()).toBe(0);
    expect(complaints).toEqual([]);
    await resolveAll();
  });

  async function openChannel(dependency: string) {
    for (const channel of incidentChannels(workbench)) {
      const incident = await incidentIn(workbench, channel);
      if (incident?.status === 'declared' && incident.naming?.dependency === dependency) return channel;
    }
    return undefined;
  }

  /** Presses what the runbook speaks for, and waits for what comes of it, until it is at its end. */
  async function follow(page: Page, channel: Parameters<typeof incidentIn>[1]): Promise<string[]> {
    const pressed: string[] = [];
    const walkNow = async () => walksOf((await incidentIn(workbench, channel)) ?? {}).at(-1);
    for (;;) {
      const state = await until('a result is there', workbench.story, async () => {
        const walk = await walkNow();
        return walk && (walk.walk.ended || nextPress(walk.walk).length > 0) ? walk : undefined;
      });
      if (state.walk.ended) return pressed;
      const [wanted] = nextPress(state.walk);
      const label = await until(`${wanted} can be pressed`, workbench.story, () => labelOf(channel, wanted));
      // The page has come as far as Slack: a step's title is not on it before its turn.
      const title = state.walk.plan.steps.find((step) => step.id === state.walk.at)?.title ?? '';
      await page.getByRole('article').filter({ hasText: 'Runbook walk R' }).last().getByText(title).first().waitFor();
      await press(page, label);
      // Pressed once: a busy machine may keep Slack waiting for longer than it does, but no press is lost.
      await until(`${label} moves the walk`, workbench.story, async () =>
        ((await walkNow())?.moves ?? 0) > state.moves ? true : undefined,
      );
      pressed.push(label);
    }
  }

  function labelOf(channel: Parameters<typeof incidentIn>[1], action: string | undefined): string | undefined {
    const { messages } = seenBy(workbench, alice, channel);
    const walk = messages.findLast(({ blocks }) => JSON.stringify(blocks).includes('Runbook walk R'));
    return walk && buttonsOf(walk).find(({ actionId }) => actionId === action)?.label;
  }

  async function resolveAll(): Promise<void> {
    for (const { id } of incidentChannels(workbench)) {
      await workbench.slack.as(alice).join(id);
      await workbench.slack.as(alice).command({ channel: id, text: '/incident resolve mended' });
    }
    await until('all are resolved', workbench.story, async () => {
      const incidents = await Promise.all(incidentChannels(workbench).map((one) => incidentIn(workbench, one)));
      return incidents.every((incident) => incident?.status === 'resolved');
    });
  }
});

const press = (page: Page, label: string) =>
  page.getByRole('article').getByRole('button', { name: label, exact: true }).last().click();
