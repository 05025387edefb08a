import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { tabTo } from './keys.ts';
import { openPage } from './open-page.ts';
import { channels } from './sample/incident.ts';

describe.runIf(hasChromium())('by keyboard alone', () => {
  test('a dependency is broken, the incident opened, acknowledged and resolved', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    await tabTo(page, '[role=switch][aria-label^="Translation queue"]');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
    expect(outline).toBe('2px');
    await page.keyboard.press('Space');
    await expect.poll(() => world.asked).toMatchObject([{ type: 'break' }]);

    world.openIncident();
    await page.getByRole('button', { name: 'Open', exact: true }).waitFor();
    await tabTo(page, '.notice .button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'inc-1105-design-viewer' }).waitFor();

    await tabTo(page, '[role=article] button, article button');
    await page.keyboard.press('Enter');
    await expect.poll(() => world.asked.at(-1)).toMatchObject({ type: 'click', actionId: 'incident.ack' });

    await tabTo(page, 'article button[aria-haspopup=dialog]');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('article button[aria-haspopup=dialog]:focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => world.asked.at(-1)).toMatchObject({ type: 'click', actionId: 'incident.close' });
  });

  test('the hint for /incident completes a command', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#composer-input:focus').count()).toBe(1);
    await page.keyboard.type('/inc');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('checkout is slow');
    await page.keyboard.press('Enter');
    const command = { type: 'command', channel: channels.incidents, text: '/incident open checkout is slow' };
    await expect.poll(() => world.asked).toMatchObject([command]);
  });
});
