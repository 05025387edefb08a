import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metricAlarm, snsMessage } from '../../packages/aws/src/signals/samples.ts';
import { main } from '../../packages/cli/src/main.ts';
import { hostile } from './hostile.ts';

/** Whatever is typed, and whatever lies in the files that are named: an answer or a reason, an exit code, no stack, in time. */
const mostMs = 10_000;

let folder: string;
let elsewhere: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tocsin-cli-'));
  mkdirSync(path.join(folder, 'broken'));
  writeFileSync(path.join(folder, 'broken/index.ts'), 'export const workflows = [');
  elsewhere = { ...process.env };
  // Nobody listens there, so that nothing is asked of AWS or Slack in earnest.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  });
});
afterAll(() => {
  process.env = elsewhere;
  rmSync(folder, { recursive: true, force: true });
});

async function run(words: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const originals = [process.stdout.write, process.stderr.write] as const;
  const into = (lines: string[]) =>
    ((chunk: string | Uint8Array) => lines.push(String(chunk)) > 0) as typeof process.stdout.write;
  const began = performance.now();
  process.stdout.write = into(out);
  process.stderr.write = into(err);
  try {
    const code = await main(words);
    return { code, stdout: out.join(''), stderr: err.join(''), ms: performance.now() - began };
  } finally {
    [process.stdout.write, process.stderr.write] = originals;
  }
}

async function isAnswered(words: readonly string[]): Promise<void> {
  const { code, stdout, stderr, ms } = await run(words);
  const told = JSON.stringify(words);
  expect([0, 1, 2], told).toContain(code);
  expect(stdout + stderr, told).not.toMatch(/^\s+at .+(:\d+:\d+|node:)/m);
  expect(stdout + stderr, told).not.toBe('');
  expect(ms, told).toBeLessThan(mostMs);
  if (words.includes('--json') && !words.includes('--help') && !words.includes('-h') && stdout !== '') {
    const answered = JSON.parse(stdout) as { ok?: unknown; reason?: unknown };
    expect(typeof answered.ok, told).toBe('boolean');
    if (code === 2) expect(answered, told).toMatchObject({ ok: false, reason: expect.stringMatching(/./) });
  }
}

/** A word that nobody would type, but for `-`, which would wait for what this process is told. */
const word = fc.oneof(hostile, fc.string({ maxLength: 12 })).filter((text) => text !== '-');
const json = fc.constantFrom<string[]>([], ['--json']);

it('any words', async () => {
  // Of the commands, those that look at a catalog: what they begin in it is for the next test.
  const known = fc.constantFrom(
    ...'workflow show diagram lint runbook preview slo explain signal design-viewer identity upload'.split(' '),
    ...'--json --help --stage --failing --step --catalog --region --'.split(' '),
  );
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(known, word), { maxLength: 7 }), isAnswered), { numRuns: 2_000 });
}, 300_000);

it('any value of any option and argument', async () => {
  const commands = fc.oneof(
    fc.tuple(word, word).map(([id, stage]) => ['workflow', 'show', id, '--stage', stage]),
    word.map((step) => ['workflow', 'diagram', 'design-viewer', '--failing', step]),
    fc
      .tuple(word, word)
      .map(([id, step]) => ['workflow', 'new', id, '--step', step, '--catalog', path.join(folder, 'broken')]),
    word.map((step) => ['runbook', 'preview', 'identity', '--step', step]),
    word.map((name) => ['runbook', 'lint', name]),
    word.map((id) => ['slo', 'explain', id]),
    word.map((file) => ['signal', file]),
    word.map((catalog) => ['workflow', 'lint', '--catalog', catalog]),
    word.map((text) => ['simulate', '--only', `no scenario ${text}`]),
    word.filter((text) => !/^\d+$/.test(text.trim())).map((seeds) => ['simulate', '--seeds', seeds]),
    fc.tuple(word, word).map(([queue, outputs]) => ['redrive', '--queue', queue, '--outputs', outputs]),
  );
  const typed = fc.tuple(commands, json).map(([words, more]) => [...words, ...more]);
  await fc.assert(fc.asyncProperty(typed, isAnswered), { numRuns: 300 });
}, 300_000);

/** A text with some of it gone, doubled or replaced. */
const mutated = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(40),
      fc.oneof(word, fc.constantFrom('{', ']', '"', ',', '\\u0000', '1e999', 'null')),
    )
    .map(([from, gone, put]) => text.slice(0, from) + put + text.slice(from + gone));

const events = [metricAlarm, snsMessage].map((sample) => JSON.stringify(sample));
const runbook =
  '---\ntitle: T\n---\n\n# T\n\n## Look\n\n```check\ntype: http\nurl: https://a.example\n```\n\n- Yes → [Look](#look)\n';
const outputs = JSON.stringify({
  stage: 'prod',
  table: 't',
  queues: { intake: 'http://127.0.0.1:9/1/q' },
  canaries: {},
});
const bytes = fc.uint8Array({ maxLength: 80 });

it.each([
  ['signal', 'event.json', (file: string) => ['signal', file], fc.oneof(...events.map(mutated), word, bytes), 3_000],
  [
    'runbook lint',
    'book.md',
    (file: string) => ['runbook', 'lint', file],
    fc.oneof(mutated(runbook), word, bytes),
    100,
  ],
  ['runbook preview', 'walk.md', (file: string) => ['runbook', 'preview', file], fc.oneof(mutated(runbook), bytes), 60],
  [
    'redrive',
    'outputs.json',
    (file: string) => ['redrive', '--outputs', file],
    fc.oneof(mutated(outputs), fc.json(), bytes),
    30,
  ],
] as const)(
  'any file for %s',
  async (_, name, wordsFor, content, numRuns) => {
    const file = path.join(folder, name);
    const play = async (text: string | Uint8Array, more: string[]) => {
      writeFileSync(file, text);
      await isAnswered([...wordsFor(file), ...more]);
    };
    await fc.assert(fc.asyncProperty(content as fc.Arbitrary<string | Uint8Array>, json, play), { numRuns });
  },
  300_000,
);
