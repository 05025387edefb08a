import { ChatError } from '@tocsin/app';
import { slackChat } from '@tocsin/slack';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSlack, type TestSlack } from '../../packages/slack-simulator/src/testing.ts';

// The draft in the channel's canvas, on a strict Slack: the real client, real HTTP, the errors of each method's page.
const channel = 'C0INC00042';
const incident = '20261105-k3v9q2xw';
let slack: TestSlack;
beforeEach(async () => {
  slack = await openSlack();
});
afterEach(async () => {
  expect(slack.slack.unexpected()).toEqual([]);
  await slack.stop();
});

/** A new process each time: nothing is remembered but what the ledger has. */
const chat = () => slackChat({ token: 'xoxb-test', apiUrl: slack.slack.url, timeoutMs: 500, now: () => new Date() });
const write = (draft: number, canvas?: string) =>
  chat().writeCanvas({
    channel,
    incident,
    draft,
    markdown: `# Uploads fail\n\nDraft ${draft} as it was drawn up.\n`,
    ...(canvas === undefined ? {} : { canvas }),
  });
const shown = () => slack.slack.snapshot().channels.find(({ id }) => id === channel)?.canvas;
const peopleWrite = async (canvas: string, markdown: string) => {
  await slack.client.canvases.edit({
    canvas_id: canvas,
    changes: [{ operation: 'insert_at_end', document_content: { type: 'markdown', markdown } }],
  });
};
const peopleHave = async (markdown: string) => {
  const { canvas_id = '' } = await slack.client.conversations.canvases.create({
    channel_id: channel,
    ...(markdown === '' ? {} : { document_content: { type: 'markdown', markdown } }),
  });
  return canvas_id;
};
const times = (words: string) => (shown()?.markdown ?? '').split(words).length - 1;

describe('the first draft', () => {
  it('makes the canvas, which says what it is of', async () => {
    const { canvas } = await write(1);
    expect(shown()).toEqual({
      id: canvas,
      title: 'Postmortem',
      markdown: `## Postmortem of incident ${incident} (draft 1)\n\n# Uploads fail\n\nDraft 1 as it was drawn up.`,
    });
  });

  it('stands once, though it is written again, and what people wrote into it stays', async () => {
    const { canvas } = await write(1);
    await peopleWrite(canvas, 'We were lucky.');
    expect(await write(1)).toEqual({ canvas });
    expect(await write(1, canvas)).toEqual({ canvas });
    expect([times('(draft 1)'), times('We were lucky.')]).toEqual([1, 1]);
  });

  it('stands at the end of a canvas that people have', async () => {
    const theirs = await peopleHave('# Our notes\n\nDo not lose this.');
    expect(await write(1)).toEqual({ canvas: theirs });
    await write(1);
    expect(shown()?.markdown).toMatch(
      /^# Our notes\n\nDo not lose this\.\n\n## Postmortem, added for incident [\w-]+ \(draft 1\)\n\n# Uploads fail/,
    );
    expect(times('(draft 1)')).toBe(1);
  });

  it('takes an empty tab, as Slack makes them by itself', async () => {
    const empty = await peopleHave('');
    expect(await write(1)).toEqual({ canvas: empty });
    await write(2, empty);
    expect(shown()?.markdown).toMatch(/^## Postmortem of incident [\w-]+ \(draft 2\)/);
  });
});

describe('a later draft', () => {
  it('takes the place of the earlier where the canvas is ours', async () => {
    const { canvas } = await write(1);
    expect(await write(2, canvas)).toEqual({ canvas });
    expect([times('(draft 1)'), times('(draft 2)')]).toEqual([0, 1]);
  });

  it('replaces nothing where people had a canvas', async () => {
    const canvas = await peopleHave('Do not lose this.');
    await write(1);
    await write(2, canvas);
    expect([times('Do not lose this.'), times('(draft 1)'), times('(draft 2)')]).toEqual([1, 1, 1]);
  });

  it('is told from one whose number begins alike', async () => {
    const { canvas } = await write(12);
    await write(1, canvas);
    expect([times('(draft 12)'), times('(draft 1)')]).toEqual([0, 1]);
  });

  it('gets a canvas of its own when people deleted the one before', async () => {
    const { canvas } = await write(1);
    await slack.client.canvases.delete({ canvas_id: canvas });
    const again = await write(2, canvas);
    expect(again.canvas).not.toBe(canvas);
    expect(shown()?.id).toBe(again.canvas);
  });
});

describe('when it goes wrong', () => {
  it('where Slack takes no canvas it is refused for good', async () => {
    const archived = { channel: 'C0OLD00001', incident, draft: 1, markdown: 'x' };
    await expect(chat().writeCanvas(archived)).rejects.toMatchObject({ retry: 'never', slackCode: 'is_archived' });
  });

  it.each(['none', 'theirs', 'ours'] as const)(
    'stands once wherever an answer is lost, with a canvas before: %s',
    async (before) => {
      const methods = [
        'conversations.canvases.create',
        'conversations.info',
        'canvases.sections.lookup',
        'canvases.edit',
      ];
      for (const [index, method] of methods.entries()) {
        const fresh = await openSlack();
        await slack.stop();
        slack = fresh;
        if (before === 'theirs') await peopleHave('Do not lose this.');
        const canvas = before === 'ours' ? (await write(1)).canvas : undefined;
        slack.slack.fault({ method, kind: 'fatal_error', effect: 'after' });
        const draft = index + 2;
        // As respond does it: again until there is an answer.
        for (let tries = 0; tries < 3; tries++) {
          const outcome = await write(draft, canvas).catch((error: unknown) => error);
          if (!(outcome instanceof ChatError)) break;
          expect(outcome.retry).toBe('unknown-outcome');
        }
        expect(times(`(draft ${draft})`), `${method} was lost`).toBe(1);
        expect(times('Do not lose this.')).toBe(before === 'theirs' ? 1 : 0);
      }
    },
  );
});

describe('a channel that is left', () => {
  const leave = () => chat().leave({ channel, topic: 'moved', name: 'inc-left', canvasOf: incident });
  it('keeps no draft', async () => {
    await write(1);
    await leave();
    expect(shown()).toBeUndefined();
  });

  it('keeps a canvas that has none', async () => {
    await peopleHave('Our notes');
    await leave();
    expect(shown()?.markdown).toBe('Our notes');
  });
});
