import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { ana, ben, incidents, openSlack } from './open-slack.ts';

describe.runIf(hasChromium())('controls', () => {
  test('every control of a message that only one person sees acts, and it can be dismissed', async () => {
    await using opened = await openSlack();
    const { slack, app, page } = opened;
    await slack.as(ana).command({ channel: incidents, text: '/incident controls' });
    await page.getByRole('combobox', { name: 'Severity' }).fill('sev3');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Pick somebody' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More options' }).press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Two' }).check();
    await page.getByRole('checkbox', { name: 'One' }).check();
    await page.getByRole('checkbox', { name: 'Two' }).check();
    await page.getByLabel('Date').fill('2026-11-07');
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Wait' }).click();
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Page' }).click();
    const by = (action: string, value: unknown) => ({ user: ana, action, value });
    await expect
      .poll(() => app.acted())
      .toEqual([
        by('severity', 'sev3'),
        by('commander', ana),
        by('overflow', 'two'),
        by('radio', 'two'),
        by('boxes', ['one']),
        by('boxes', ['one', 'two']),
        by('day', '2026-11-07'),
        by('page', 'v'),
      ]);
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0);
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(await page.getByText('Only visible to you').count()).toBe(0);
  });

  test("the app's Home is published when it is opened; its button, menu and select act; what is said there stays there", async () => {
    await using opened = await openSlack();
    const { app, page, slack, complaints } = opened;
    await page.getByRole('link', { name: 'Tocsin' }).click();
    await page.getByText('Counted 0 times').waitFor();
    await page.getByRole('button', { name: 'Count' }).click();
    await page.getByText('Counted 1 times').waitFor();
    await page.getByRole('combobox', { name: 'Severity' }).fill('sev2');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('menuitem', { name: 'One' }).click();
    await expect.poll(() => app.acted()).toMatchObject([{ action: 'count' }, { value: 'sev2' }, { value: 'one' }]);

    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByLabel('Message Tocsin').fill('hello');
    await page.keyboard.press('Enter');
    await page.getByText('You said: hello').waitFor();
    await page.getByRole('link', { name: 'incidents' }).click();
    const dm = slack.snapshot(ana).channels.find(({ kind }) => kind === 'im');
    await app.client.chat.postMessage({ channel: dm?.id ?? '', text: 'You are on call from 18:00' });
    await page.getByRole('link', { name: 'Tocsin 1 for you, unread' }).click();
    await page.getByText('You are on call from 18:00').waitFor();
    const other = await opened.as(ben);
    await other.keyboard.press('Control+k');
    await other.keyboard.type('toc');
    await other.keyboard.press('Enter');
    await other.getByText('Counted 0 times').waitFor();
    expect(await other.getByText('on call from').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
