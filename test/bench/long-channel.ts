import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TryAgain } from '@tocsin/app';
import { type Drafts, readChannel } from '@tocsin/app/drafting';
import { draftPostmortem, renderHtml, renderMarkdown } from '@tocsin/postmortem';
import { slackHistory } from '@tocsin/slack';
import { ana, ben, openSlack } from '../../packages/slack-simulator/src/testing.ts';
import { type Figure, round } from './figure.ts';
import { syntheticRecord } from './postmortem.ts';

const channel = 'C0INC00042';
/** conversations.history and .replies give so many a call. */
const pageSize = 200;

export interface LongReading {
  readonly messages: number;
  readonly pages: number;
  readonly calls: number;
  readonly invocations: number;
}

/** A channel is read to its end under Slack's documented limits, as the function draft does it: stretch by stretch. */
export async function longReading({ messages, threads }: { messages: number; threads: number }): Promise<LongReading> {
  const test = await openSlack();
  let now = Date.parse('2026-11-05T14:00:00.000Z');
  const clock = { now: () => new Date(now) };
  const pass = async (ms: number) => {
    now += ms;
    await test.pass(ms);
  };
  const files = new Map<string, string>();
  const drafts: Drafts = {
    get: async (key) => files.get(key),
    put: async ({ key, text }) => void files.set(key, text),
  };
  try {
    for (let index = 0; index < messages - threads; index += 1) {
      const ts = await test.slack.as(ana).post({ channel, text: `line ${index}` });
      if (index < threads) await test.slack.as(ben).post({ channel, text: `answer ${index}`, threadTs: ts });
    }
    const before = test.slack.calls().length;
    const history = slackHistory({ token: 'xoxb-test', apiUrl: test.slack.url, now: clock.now });
    for (let invocations = 1; ; invocations += 1) {
      try {
        const deadline = new Date(now + 60_000);
        const read = await readChannel({ history, drafts, clock }, { channel, key: 'k', deadline });
        const calls = test.slack.calls().slice(before);
        const pages = calls.filter(({ method, ok }) => method !== 'auth.test' && ok).length;
        return { messages: read.messages.length, pages, calls: calls.length, invocations };
      } catch (error) {
        if (!(error instanceof TryAgain)) throw error;
        await pass(error.afterMs);
      }
    }
  } finally {
    await test.stop();
  }
}

/** What a draft and its texts hold of memory, for each byte of what they are made of. */
export function memoryOfDraft(size: { readonly messages: number; readonly entries: number }): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const sources = syntheticRecord(size);
  const bytes = Buffer.byteLength(JSON.stringify(sources));
  // What was measured before leaves more than one collection finds.
  for (let count = 0; count < 3; count++) collect();
  const before = process.memoryUsage().heapUsed;
  const draft = draftPostmortem(sources);
  const texts = [renderMarkdown(draft), renderHtml(draft)];
  collect();
  const held = process.memoryUsage().heapUsed - before;
  // Kept until it was measured.
  if (texts.some((text) => text === '')) throw new Error('a text is empty');
  return held / bytes;
}

export async function longChannelFigures(): Promise<Figure[]> {
  const [messages, threads] = [10_000, 100];
  const memory = memoryOfDraft({ messages, entries: 2_000 });
  const reading = await longReading({ messages, threads });
  const needed = Math.ceil((messages - threads) / pageSize) + threads;
  return [
    {
      name: 'postmortem.pages',
      value: reading.pages,
      unit: 'calls of Slack for 10,000 messages, a hundred of them in as many threads',
      ratio: round(reading.pages / needed),
      against: `${needed} pages of ${pageSize} and threads`,
      aim: '1',
      parts: {
        'messages read': reading.messages,
        'refused for patience': reading.calls - reading.pages - 1,
        stretches: reading.invocations,
      },
    },
    {
      name: 'postmortem.memory',
      value: round(memory),
      unit: 'bytes held by draft, Markdown and page for each byte of its record',
      aim: '≤ 2',
    },
  ];
}
