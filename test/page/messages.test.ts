import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { openPage } from './open-page.ts';
import { channels, ids } from './sample/incident.ts';

const incident = `#/${channels.incident}`;

describe.runIf(hasChromium())('messages', () => {
  test('the incident channel names the failing step, who owns it and what was seen', async () => {
    await using opened = await openPage();
    const { world, page, complaints } = opened;
    world.openIncident();
    await page.getByRole('link', { name: 'inc-1105-design-viewer' }).first().click();
    const message = page.getByRole('article');
    await expect.poll(() => message.getByRole('heading').innerText()).toContain('Translate the file is failing');
    await page.setViewportSize({ width: 1280, height: 600 });
    await page.reload();
    await message.getByRole('button', { name: 'Acknowledge' }).waitFor();
    const top = async (): Promise<number> => (await message.getByRole('heading').boundingBox())?.y ?? 0;
    await expect.poll(top, { message: 'the failing step is what is seen first' }).toBeGreaterThan(100);
    const text = await message.innerText();
    expect(text).toContain('Suspected: Translation queue (SQS)');
    expect(text).toContain('← here');
    expect(text).toContain('#team-viewer');
    expect(text).toMatch(/Since\s+today 15:23/);
    expect(text).toContain('1 of 1 datapoints < 100');
    expect(text).not.toMatch(/<!date|&lt;|:x:|\*/);
    expect(complaints).toEqual([]);
  });

  test('mentions show names, in bold and out of it', async () => {
    await using opened = await openPage();
    const { world, page } = opened;
    const text = `*<@${ids.ben}>* and <!subteam^${ids.group}>, see <#${channels.viewer}> <!here>`;
    world.say(channels.incidents, { user: ids.ana, text });
    await page.getByText('@Ben Okafor and @viewer-team, see #team-viewer @here').waitFor();
  });

  test('links open in a tab of their own that knows nothing of the page', async () => {
    await using opened = await openPage({ at: incident });
    opened.world.openIncident();
    const links = opened.page.getByRole('article').getByRole('link');
    await expect.poll(() => links.count()).toBeGreaterThan(3);
    const outside = await opened.page.locator('article a:not([href^="#"])').all();
    for (const link of outside) {
      expect(await link.getAttribute('target')).toBe('_blank');
      expect(await link.getAttribute('rel')).toContain('noopener');
    }
  });

  test('HTML, escaped mentions and script addresses in a message are shown as text', async () => {
    await using opened = await openPage();
    const { world, page, complaints } = opened;
    const attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const escaped =
      '&lt;!channel&gt; &lt;https://evil.example|click&gt; [x](javascript:alert(1)) <javascript:alert(1)|y>';
    world.say(channels.incidents, { user: ids.ben, text: `${attack} ${escaped}` });
    const block = (text: string) => [
      { type: 'header', text: { type: 'plain_text', text } },
      { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } },
      { type: 'context', elements: [{ type: 'mrkdwn', text }] },
      { type: 'actions', elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text } }] },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text },
              { type: 'link', url: 'javascript:alert(1)', text: 'go' },
            ],
          },
        ],
      },
    ];
    world.say(channels.incidents, { user: ids.ben, text: 'blocks', blocks: block(`${attack} end`) });
    world.say(channels.incidents, { user: ids.ben, text: 'last' });
    await page.getByText('last', { exact: true }).waitFor();
    await expect.poll(() => page.getByText(`${attack} end`).count()).toBe(5);
    const shown = await page.getByRole('log').innerText();
    expect(shown).toContain('<!channel> <https://evil.example|click> [x](javascript:alert(1))');
    expect(await page.locator('[role=log] img:not(.avatar), [role=log] script').count()).toBe(0);
    expect(await page.locator('[role=log] a[href^=javascript], [role=log] a[href*=evil]').count()).toBe(0);
    expect(await page.title()).toContain('#incidents');
    expect(complaints).toEqual([]);
  });

  test('blocks that Tocsin does not write are drawn too', async () => {
    await using opened = await openPage();
    const { world, page, complaints } = opened;
    const cell = (text: string) => ({ type: 'raw_text', text });
    const blocks = [
      {
        type: 'table',
        rows: [
          [cell('Step'), cell('Result')],
          [cell('Sign in'), cell('passed')],
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: ids.ana },
              { type: 'text', text: ' rolled it back' },
            ],
          },
        ],
      },
    ];
    world.say(channels.incidents, { user: ids.bot, text: 'more', blocks });
    await page.getByRole('cell', { name: 'Sign in' }).waitFor();
    await page.getByText('@Ana Costa').waitFor();
    expect(complaints).toEqual([]);
  });

  test('what only one person sees is marked, and others do not see it', async () => {
    await using opened = await openPage({ at: `#/${channels.general}` });
    const { page } = opened;
    await page.getByLabel('Message #general').fill('/incident help');
    await page.keyboard.press('Enter');
    await page.getByText('Only visible to you').waitFor();
    await page.locator('label', { hasText: 'Ben Okafor' }).click();
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0);
  });
});
