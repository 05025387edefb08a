import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { close, listen } from '../../packages/workbench/src/cloud/listen.ts';
import { hasChromium } from './browser.ts';
import { openPage } from './open-page.ts';
import { channels, ids } from './sample/incident.ts';

describe.runIf(hasChromium())('isolation', () => {
  test('no request leaves this machine, whatever a message holds', async () => {
    await using opened = await openPage();
    const { world, page, elsewhere, requested } = opened;
    let reached = 0;
    const trap = createServer((_, response) => {
      reached += 1;
      response.end();
    });
    const far = `${await listen(trap)}/picture.png`;
    world.openIncident();
    const blocks = [
      { type: 'image', image_url: far, alt_text: 'a picture' },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'x' },
        accessory: { type: 'image', image_url: far, alt_text: 'p' },
      },
      { type: 'context', elements: [{ type: 'image', image_url: far, alt_text: 'small' }] },
      { type: 'markdown', text: `![p](${far}) **bold**` },
      {
        type: 'video',
        title: { type: 'plain_text', text: 'v' },
        video_url: far,
        thumbnail_url: far,
        alt_text: 'v',
      },
      { type: 'actions', elements: [{ type: 'static_select', action_id: 's', options: [] }] },
    ];
    world.say(channels.incidents, { user: ids.bot, text: 'all sorts', blocks });
    world.say(channels.incidents, { user: ids.bot, text: `:smile: :not_an_emoji: <${far}|a link> ${far}` });
    await page.getByText(':not_an_emoji:').waitFor();
    await page.getByText('bold', { exact: true }).waitFor();
    // The browser reports what it refused to send, too; a request that was sent would have reached the trap.
    for (const request of elsewhere) expect(request.failure()?.errorText).toBe('csp');
    expect(reached).toBe(0);
    expect(requested.length).toBeGreaterThan(3);
    await close(trap);
  });
});
