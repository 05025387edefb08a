import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { ana, ben, incidents, type OpenSlack, openSlack } from './open-slack.ts';

/** The page with the form open, by the command that opens it. */
async function withForm(): Promise<OpenSlack> {
  const opened = await openSlack();
  await say(opened.page, '/incident form');
  await opened.page.getByRole('dialog', { name: 'Declare an incident' }).waitFor();
  return opened;
}

const say = async (page: Page, line: string): Promise<void> => {
  await page.getByLabel('Message #incidents').fill(line);
  await page.getByLabel('Message #incidents').press('Enter');
};

const submitted = ({ app }: OpenSlack) => app.heard.find(({ type }) => type === 'view_submission')?.payload['view'];

describe.runIf(hasChromium())('modals', () => {
  test('every element of a form is filled in and sent as Slack sends it', async () => {
    await using opened = await withForm();
    const { page, complaints } = opened;
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('[data-block=title] :focus').count()).toBe(1);
    await page.keyboard.type('Checkout is slow');
    await dialog.getByLabel('What do you see?').fill('two\nlines');
    await dialog.getByLabel('Severity').click();
    await page.getByText('Wakes people').waitFor();
    await page.getByRole('option', { name: 'SEV2' }).click();
    await dialog.getByLabel('Commander').fill('ok');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Others').fill('an');
    await page.keyboard.press('Enter');
    await page.keyboard.type('be');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Channel').fill('inc');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Service').fill('check');
    await page.getByRole('option', { name: 'Checklist' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await dialog.getByLabel('Service').inputValue()).toBe('Checklist');
    await dialog.getByLabel('Conversation').fill('inc');
    await page.keyboard.press('Enter');
    await dialog.getByRole('radio', { name: 'All' }).check();
    await dialog.getByRole('checkbox', { name: 'Support' }).check();
    await dialog.getByLabel('Day').fill('2026-11-06');
    await dialog.getByLabel('Time').fill('14:30');
    await dialog.getByLabel('Since').fill('2026-11-05T15:00');
    await dialog.getByLabel('How many').fill('12');
    await dialog.getByLabel('E-mail').fill('ana@example.com');
    await dialog.getByLabel('Link').fill('https://example.com/x');
    await dialog.getByRole('button', { name: 'Declare' }).click();
    await dialog.waitFor({ state: 'detached' });
    const values = submitted(opened).state.values as Record<string, { a: Record<string, unknown> }>;
    const held = Object.fromEntries(Object.entries(values).map(([block, { a }]) => [block, a]));
    expect(held).toMatchObject({
      title: { value: 'Checkout is slow' },
      what: { value: 'two\nlines' },
      severity: { selected_option: { value: 'sev2' } },
      commander: { selected_user: ben },
      others: { selected_users: [ana, ben] },
      channel: { selected_channel: incidents },
      service: { selected_option: { value: 'checklist' } },
      place: { selected_conversation: incidents },
      users: { selected_option: { value: 'all' } },
      tell: { selected_options: [{ value: 'support' }] },
      day: { selected_date: '2026-11-06' },
      time: { selected_time: '14:30' },
      since: { selected_date_time: Date.parse('2026-11-05T15:00:00+01:00') / 1_000 },
      count: { value: '12' },
      mail: { value: 'ana@example.com' },
      link: { value: 'https://example.com/x' },
    });
    expect(complaints).toEqual([]);
  });

  test('what is wrong stands under its field, from the client and from the app; Enter sends; what was put in stays', async () => {
    await using opened = await withForm();
    const { page } = opened;
    const title = page.getByLabel('Title');
    await page.getByLabel('How many').fill('0');
    await title.press('Enter');
    await expect
      .poll(() => page.locator('[data-block=title]').innerText())
      .toContain('Please complete this required field.');
    expect(await page.locator('[data-block=count]').innerText()).toContain('Please enter 1 or more.');
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(submitted(opened)).toBeUndefined();

    await page.getByLabel('How many').fill('');
    await page.getByLabel('Severity').fill('sev1');
    await page.keyboard.press('Enter');
    await title.fill('taken');
    await title.press('Enter');
    await page.getByRole('alert').getByText('That title is taken.').waitFor();
    expect(await page.getByLabel('Severity').inputValue()).toBe('SEV1');
    expect(await page.locator('[data-block=title] :focus').count()).toBe(1);
    await title.fill('free');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('one modal lies on another: the app hears what was typed, Escape goes back, the cross closes all', async () => {
    await using opened = await withForm();
    const { page, app } = opened;
    const back = page.getByRole('dialog', { name: 'Declare an incident' });
    await page.getByLabel('Title').fill('Half a title');
    await page.getByRole('button', { name: 'More …' }).click();
    const more = page.getByRole('dialog', { name: 'More about it' });
    await more.waitFor();
    const pressed = app.heard.find(({ type }) => type === 'block_actions')?.payload['view'];
    expect(pressed.state.values.title.a.value).toBe('Half a title');
    await page.keyboard.press('Escape');
    await back.waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a title');

    await page.getByRole('button', { name: 'More …' }).click();
    await more.waitFor();
    await page.getByLabel('Why').fill('because');
    await page.keyboard.press('Enter');
    await more.getByText('ok', { exact: true }).waitFor();
    await more.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => app.heard.some(({ type }) => type === 'view_closed')).toBe(true);
  });

  test('shortcuts open modals: a global one by typing its name or from the menu, one of a message from its menu', async () => {
    await using opened = await openSlack();
    const { page, slack, app } = opened;
    await page.getByLabel('Message #incidents').fill('/decl');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Declare an incident' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => app.heard.map(({ type }) => type)).toEqual(['shortcut', 'view_closed']);
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Declare an incident' }).click();
    await page.getByRole('dialog', { name: 'Declare an incident' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await slack.as(ben).post({ channel: incidents, text: 'Rolled back' });
    await page.getByText('Rolled back').hover();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Add to timeline' }).click();
    await page.getByRole('dialog', { name: 'Noted' }).getByText('Rolled back').waitFor();
  });
});
