import { describe, expect, test } from 'vitest';
import { hasChromium } from './browser.ts';
import { ana, ben, bot, incidents, openSlack } from './open-slack.ts';

describe.runIf(hasChromium())('conversations', () => {
  test('people reply in threads, also to the channel; the app answers a mention there, to one alone', async () => {
    await using opened = await openSlack();
    const { slack, page } = opened;
    const ts = await slack.as(ben).post({ channel: incidents, text: 'Queue is growing' });
    await slack.as(ben).post({ channel: incidents, text: 'still', threadTs: ts });
    await page.getByRole('link', { name: '1 reply' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('still', { exact: true }).waitFor();
    await page.keyboard.type('@toc');
    await page.getByRole('option', { name: 'Tocsin' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('status');
    await page.keyboard.press('Enter');
    await thread.getByText('Only you see this answer').waitFor();
    await page.getByRole('link', { name: '2 replies' }).waitFor();

    await thread.getByLabel('Also send to #incidents').check();
    await thread.getByLabel('Reply in the thread').fill('It is shrinking');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Messages in incidents' }).getByText('It is shrinking').waitFor();
    await thread.getByLabel('Reply in the thread').fill('/incident ack');
    await page.keyboard.press('Enter');
    await thread.getByRole('alert').getByText('@Tocsin ack').waitFor();
    const other = await opened.as(ben);
    await other.getByRole('link', { name: '3 replies' }).click();
    await other.getByText('still', { exact: true }).waitFor();
    expect(await other.getByText('Only you see this answer').count()).toBe(0);
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'detached' });
  });

  test('two people in two tabs: reactions, pins, edits and deletions of one are seen by the other at once', async () => {
    await using opened = await openSlack();
    const { slack, page, complaints } = opened;
    const other = await opened.as(ben);
    await page.getByRole('radio', { name: 'Ana Costa', checked: true }).waitFor();
    await page.getByLabel('Message #incidents').fill('@be');
    await page.keyboard.press('Enter');
    await page.keyboard.type('see #inc');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await other.getByText('@Ben Okafor see #incidents').waitFor();
    const [said] = slack.snapshot().channels.find(({ id }) => id === incidents)?.messages ?? [];
    expect(said?.text).toBe(`<@${ben}> see <#${incidents}>`);

    await other.getByRole('toolbar').getByRole('button', { name: 'More actions' }).focus();
    await other.keyboard.press('ArrowLeft');
    await other.keyboard.press('Enter');
    await other.getByRole('combobox', { name: 'Emoji by name' }).fill('eye');
    await other.keyboard.press('Enter');
    await page.getByRole('button', { name: 'eyes, 1: Ben Okafor' }).click();
    await other.getByRole('button', { name: 'eyes, 2: you and Ana Costa' }).click();
    await page.getByRole('button', { name: 'eyes, 1: you' }).waitFor();
    await other.getByRole('button', { name: 'Add reaction' }).first().click();
    await other.getByRole('button', { name: 'pushpin' }).click();
    await page.getByRole('button', { name: 'pushpin, 1: Ben Okafor' }).waitFor();

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Pin to channel' }).click();
    await other.getByRole('button', { name: 'Pinned items: 1' }).click();
    await other.getByRole('dialog').getByText('see #incidents').waitFor();
    await other.getByRole('button', { name: 'Unpin' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Pinned items: 1' }).count()).toBe(0);
    await other.keyboard.press('Escape');

    await page.getByLabel('Message #incidents').press('ArrowUp');
    const field = page.getByLabel('Edit message');
    expect(await field.inputValue()).toBe('@Ben Okafor see #incidents');
    await field.fill('@Ben Okafor never mind');
    await page.keyboard.press('Enter');
    await other.getByText('@Ben Okafor never mind').waitFor();
    await other.getByText('(edited)').waitFor();
    expect(await other.getByRole('menuitem', { name: 'Edit message' }).count()).toBe(0);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete message' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => other.getByText('never mind').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a private channel is made, seen by its members alone, given a topic, left; an archived one is read only', async () => {
    await using opened = await openSlack();
    const { slack, page } = opened;
    const other = await opened.as(ben);
    await page.getByRole('button', { name: 'Create a channel' }).click();
    await page.getByLabel('Name').fill('Incidents');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('That name is already taken').waitFor();
    await page.getByLabel('Name').fill('War Room');
    await page.getByLabel('Make it private').check();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'war-room (private)' }).waitFor();
    expect(await other.getByRole('link', { name: 'war-room' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Members: 1' }).click();
    await page.getByRole('combobox', { name: 'Add people' }).fill('ben');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Ben Okafor').waitFor();
    await page.keyboard.press('Escape');
    await other.getByRole('link', { name: 'war-room private' }).click();
    await other.getByRole('button', { name: 'Channel options' }).click();
    await other.getByRole('menuitem', { name: 'Edit topic' }).click();
    await other.getByRole('textbox', { name: 'Topic' }).fill('Lead: @Ana Costa');
    await other.keyboard.press('Enter');
    await page.locator('.topic').getByText('@Ana Costa').waitFor();
    const room = slack.snapshot().channels.find(({ name }) => name === 'war-room');
    expect(room?.topic).toBe(`Lead: <@${ana}>`);
    await other.getByRole('button', { name: 'Channel options' }).click();
    await other.getByRole('menuitem', { name: 'Leave channel' }).click();
    await expect.poll(() => other.getByRole('link', { name: 'war-room' }).count()).toBe(0);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('old');
    await page.keyboard.press('Enter');
    await page.getByText('is archived: it can be read').waitFor();
    expect(await page.locator('#composer-input').count()).toBe(0);
    await page.getByRole('button', { name: 'Unarchive channel' }).click();
    await page.getByLabel('Message #old').waitFor();
  });

  test('a file is attached and opened again, and a canvas is read', async () => {
    await using opened = await openSlack();
    const { app, page, slack, url } = opened;
    const files = [{ name: 'errors.txt', mimeType: 'text/plain', buffer: Buffer.from('503 ✗') }];
    await page.locator('input[type=file]').setInputFiles(files);
    await page.getByRole('button', { name: 'Remove errors.txt' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    const link = page.getByRole('article').getByRole('link', { name: 'errors.txt' });
    const address = `${url}${await link.getAttribute('href')}`;
    const answer = await fetch(address);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/plain; charset=utf-8', '503 ✗']);
    expect((await fetch(address.replace(ana, 'U0NOBODY'))).status).toBe(404);

    const markdown = `# Handover\n\n- [x] Page ![](@${ben})\n- [ ] Mend\n\n| Step | State |\n|---|---|\n| Sign in | **failed** |`;
    await app.client.apiCall('conversations.canvases.create', {
      channel_id: incidents,
      document_content: { type: 'markdown', markdown },
    });
    await page.getByRole('link', { name: 'Canvas' }).click();
    await page.getByRole('heading', { name: 'Handover' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Page' }).isChecked()).toBe(true);
    await page.getByText('@Ben Okafor').last().waitFor();
    await page.getByRole('cell', { name: 'failed' }).waitFor();
    expect(slack.snapshot().channels.find(({ id }) => id === incidents)?.members).toContain(bot);
  });
});
