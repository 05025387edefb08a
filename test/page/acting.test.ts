import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { type OpenPage, openPage } from './open-page.ts';
import { channels, failing, ids } from './sample/incident.ts';

/** The page with an incident open, in its channel. */
async function inIncident(): Promise<OpenPage> {
  const opened = await openPage();
  opened.world.openIncident();
  await opened.page.getByRole('button', { name: 'Open', exact: true }).click();
  await opened.page.getByRole('button', { name: 'Acknowledge' }).waitFor();
  return opened;
}

describe.runIf(hasChromium())('acting', () => {
  test('a pressed button says which action, in which block of which message, and who pressed it', async () => {
    await using opened = await inIncident();
    const { world, page } = opened;
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    const ts = world.channels.get(channels.incident)?.messages[0]?.ts;
    const click = {
      type: 'click',
      as: ids.ana,
      channel: channels.incident,
      ts,
      actionId: 'incident.ack',
      blockId: 'incident',
      value: failing.incident,
    };
    await expect.poll(() => world.asked).toEqual([click]);
  });

  test('a refused press is said in words', async () => {
    await using opened = await inIncident();
    opened.world.refuseNext = 'Ben acknowledged it before you';
    await opened.page.getByRole('button', { name: 'Acknowledge' }).click();
    await opened.page.getByText('Ben acknowledged it before you').waitFor();
  });

  test('a button with a confirmation asks first; no is no, yes is yes', async () => {
    await using opened = await inIncident();
    const { world, page } = opened;
    const dialog = page.getByRole('dialog', { name: 'Close this incident?' });
    await page.getByRole('article').getByRole('button', { name: 'Close' }).click();
    await dialog.getByText('Close only if nothing is left to do.').waitFor();
    await dialog.getByRole('button', { name: 'Not yet' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(world.asked).toEqual([]);

    await page.getByRole('article').getByRole('button', { name: 'Close' }).click();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect.poll(() => world.asked).toMatchObject([{ type: 'click', actionId: 'incident.close' }]);
  });

  test('a button with an address opens it and presses nothing', async () => {
    await using opened = await inIncident();
    const runbook = opened.page.getByRole('article').getByRole('link', { name: 'Runbook' });
    expect(await runbook.getAttribute('href')).toContain('runbook.md#translate');
    expect(await runbook.getAttribute('target')).toBe('_blank');
  });

  test('a line with a slash is a command, any other a message', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    const input = page.getByLabel('Message #incidents');
    await input.fill('/incident open checkout is slow');
    await input.press('Enter');
    const common = { as: ids.ana, channel: channels.incidents };
    await expect
      .poll(() => world.asked)
      .toEqual([{ type: 'command', ...common, text: '/incident open checkout is slow' }]);
    await expect.poll(() => input.inputValue()).toBe('');
    await input.fill('on it');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => world.asked.at(-1)).toEqual({ type: 'post', ...common, text: 'on it' });
    await page.getByText('on it', { exact: true }).waitFor();
  });

  test('a refused command keeps the line and says why', async () => {
    await using opened = await openPage();
    opened.world.refuseNext = '/deploy is not a valid command';
    const input = opened.page.getByLabel('Message #incidents');
    await input.fill('/deploy now');
    await input.press('Enter');
    await opened.page.getByRole('alert').getByText('/deploy is not a valid command').waitFor();
    expect(await input.inputValue()).toBe('/deploy now');
  });

  test('a dependency is broken and mended with one switch, wherever it is listed', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    const tiles = page.getByRole('switch', { name: 'Tile server works' });
    expect(await tiles.count()).toBe(2);
    await tiles.first().click();
    await expect.poll(() => tiles.last().getAttribute('aria-checked')).toBe('false');
    await page.getByText('Tile server was broken').waitFor();
    await tiles.last().click();
    await expect.poll(() => tiles.first().getAttribute('aria-checked')).toBe('true');
    expect(world.asked).toEqual([
      { type: 'break', dependency: 'tile-server' },
      { type: 'mend', dependency: 'tile-server' },
    ]);
  });

  test('whoever is switched to is who acts from then on, also after a reload', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    await page.locator('label', { hasText: 'Ben Okafor' }).click();
    await page.reload();
    await page.getByRole('radio', { name: 'Ben Okafor', checked: true }).waitFor();
    await page.getByLabel('Message #incidents').fill('hello');
    await page.keyboard.press('Enter');
    await expect.poll(() => world.asked).toMatchObject([{ type: 'post', as: ids.ben }]);
  });

  test('who is not in a channel may read it and join', async () => {
    await using opened = await openPage({ at: `#/${channels.viewer}` });
    const { world, page } = opened;
    await page.getByRole('button', { name: 'Join channel' }).click();
    await page.getByLabel('Message #team-viewer').waitFor();
    expect(world.asked).toEqual([{ type: 'join', as: ids.ana, channel: channels.viewer }]);
  });
});
