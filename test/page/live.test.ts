import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { openPage } from './open-page.ts';
import { channels, ids } from './sample/incident.ts';

describe.runIf(hasChromium())('live', () => {
  test('what is said appears without a reload, and channels with news are marked', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    world.say(channels.incidents, { user: ids.ben, text: 'The queue is back' });
    await page.getByRole('log').getByText('The queue is back').waitFor();
    expect(await page.getByText('unread', { exact: true }).count()).toBe(0);
    world.say(channels.general, { user: ids.ben, text: 'Lunch?' });
    await page.getByRole('link', { name: 'general unread' }).click();
    await expect.poll(() => page.getByText('unread', { exact: true }).count()).toBe(0);
    world.say(channels.incidents, { user: ids.ben, text: 'Closing' });
    await page.getByRole('link', { name: 'incidents unread' }).waitFor();
    expect(await page.title()).toBe('● #general · Tocsin');
  });

  test('while the server is away the page says so, and it catches up once it is back', async () => {
    await using opened = await openPage();
    const { world, page, restart } = opened;
    const away = page.getByText('The workbench does not answer');
    await restart(async () => {
      await away.waitFor();
      world.say(channels.incidents, { user: ids.ben, text: 'Said meanwhile' });
    });
    await page.getByText('Said meanwhile').waitFor();
    await expect.poll(() => away.count()).toBe(0);
  });

  test('the view follows the end, leaves whoever scrolled up alone, and shows an answer to who asked', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    for (let line = 1; line <= 40; line += 1) world.say(channels.incidents, { user: ids.ben, text: `line ${line}` });
    await page.getByText('line 40').waitFor();
    const inView = (text: string) =>
      page.getByText(text).evaluate((node) => {
        const { bottom } = node.getBoundingClientRect();
        return bottom > 0 && bottom < (node.closest('[role=log]')?.getBoundingClientRect().bottom ?? 0);
      });
    await expect.poll(() => inView('line 40')).toBe(true);
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -2_000);
    await expect.poll(() => inView('line 40')).toBe(false);
    world.say(channels.incidents, { user: ids.ben, text: 'and another' });
    await page.getByText('and another').waitFor();
    expect(await inView('and another')).toBe(false);
    await page.getByLabel('Message #incidents').fill('/incident help');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('What you can do').count()).toBe(1);
    await expect.poll(() => inView('What you can do')).toBe(true);
  });

  test('an edited message changes in place', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    const incidents = world.channels.get(channels.incidents);
    if (!incidents) throw new Error('the sample has no incidents channel');
    const messages = incidents.messages.map((message) => ({ ...message, text: 'Drill is off', edited: true }));
    world.channels.set(channels.incidents, { ...incidents, messages });
    world.changed();
    await page.getByText('Drill is off (edited)').first().waitFor();
    expect(await page.getByText('Fire drill').count()).toBe(0);
  });

  test('when an incident opens, the page offers the way in', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    world.openIncident();
    const offer = page.getByRole('region', { name: '#inc-1105-design-viewer has opened' });
    await offer.getByText('Translate the file is failing').waitFor();
    await offer.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'inc-1105-design-viewer' }).waitFor();
    await offer.waitFor({ state: 'detached' });
    expect(page.url()).toContain(channels.incident);
  });

  test('the world beside it shows the step that failed, the alarm and what happened', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    world.openIncident();
    const workflow = page.getByRole('region', { name: 'View a design' });
    await workflow.getByText('1 alarm').waitFor();
    const step = workflow.getByRole('listitem').filter({ hasText: 'Translate the file' }).first();
    expect(await step.innerText()).toMatch(/failed\s+POST \/translations answered 503/);
    const story = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    expect(await story.first().innerText()).toMatch(/Paged the Viewer team\s+1 min ago/);
    expect(await story.count()).toBe(6);
  });

  test('the first steps tick themselves off, and stay away once dismissed', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    const hint = page.getByRole('complementary', { name: 'First steps' });
    expect(await hint.locator('[aria-current=step]').innerText()).toContain('Break a dependency');
    await page.getByRole('switch', { name: 'Translation queue (SQS) works' }).click();
    await expect.poll(() => hint.locator('[aria-current=step]').innerText()).toContain('Watch #incidents');
    world.openIncident();
    await expect.poll(() => hint.locator('[aria-current=step]').innerText()).toContain('Press Acknowledge');
    await hint.getByRole('button').click();
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(await hint.count()).toBe(0);
  });

  test('the first steps stand in one line at 800 px, and what an incident shows that somebody declared breaks nothing', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    await page.setViewportSize({ width: 800, height: 900 });
    const hint = page.getByRole('complementary', { name: 'First steps' });
    const tops = await hint
      .getByRole('listitem')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
    world.openIncident({ declared: true });
    await hint.getByText('Watch #incidents, done').waitFor();
    expect(await hint.locator('[aria-current=step]').innerText()).toContain('Break a dependency');
  });
});
