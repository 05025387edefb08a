import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { main } from '../../packages/cli/src/main.ts';
import { hostile } from '../properties/hostile.ts';
import { runbookText } from './document-doors.ts';
import { type Door, door, expectClear, type Opened } from './door.ts';
import { events } from './intake-door.ts';
import { mutantOf } from './mutation.ts';

/** What is said on the command line, and what lies in the files that it may name. */
interface Called {
  readonly words: readonly string[];
  readonly files: Readonly<Record<'event.json' | 'book.md' | 'outputs.json', string>>;
}

const nowhere = 'http://127.0.0.1:9';
const outputs = {
  stage: 'test',
  table: 'tocsin-test',
  incidentsChannel: 'C0INCIDENT',
  queues: { intake: `${nowhere}/1/intake`, respond: `${nowhere}/1/respond` },
  deadLetters: { intake: `${nowhere}/1/intake-letters`, respond: `${nowhere}/1/respond-letters` },
  functions: { intake: 'tocsin-test-intake' },
  canaries: { 'share-link': 'each minute' },
};

const lines: readonly (readonly string[])[] = [
  [],
  ['--help'],
  ['--version'],
  ['workflow', 'show', 'design-viewer', '--stage', 'prod'],
  ['workflow', 'diagram', 'share-link', '--failing', 'open-link'],
  ['workflow', 'lint', '--json'],
  ['workflow', 'new', 'checkout', '--title', 'Check out', '--step', 'basket', 'pay'],
  ['runbook', 'lint', 'book.md'],
  ['runbook', 'lint', 'identity', 'book.md', '--json'],
  ['runbook', 'preview', 'book.md', '--set', 'dependency=identity', 'stage=test'],
  ['runbook', 'preview', 'book.md', '--step', 'look', '--json'],
  ['signal', 'event.json'],
  ['signal', 'event.json', '--json'],
  ['slo', 'explain', 'design-viewer'],
  ['slo', 'explain', 'share-link', '--json'],
  ['simulate', 'design-viewer', '--only', 'dead-step'],
  ['doctor', '--outputs', 'outputs.json', '--strict', '--json'],
  ['redrive', '--outputs', 'outputs.json', '--queue', 'respond', '--send'],
];
const every = [...new Set(lines.flat())];

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...every) },
  { weight: 2, arbitrary: hostile },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '-',
      '-x',
      '--',
      '--json=',
      '--step',
      '__proto__',
      '../../etc',
      '.',
      '\u001b[2J',
      'a=b',
      '=',
      '0',
      '-1',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...every).map((one) => one.slice(1)) },
);
/** A line with up to three of its words gone, replaced or put in. */
const said = fc
  .tuple(fc.constantFrom(...lines), fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.option(word)), { maxLength: 3 }))
  .map(([line, edits]) =>
    edits.reduce<readonly string[]>(
      (words, [at, gone, put]) => words.toSpliced(at % (words.length + 1), gone, ...(put === null ? [] : [put])),
      line,
    ),
  );
/** Some are as they were, so that what reads files is reached. */
const called: fc.Arbitrary<Called> = fc.record({
  words: fc.oneof(fc.constantFrom(...lines), said).map(harmless),
  files: fc.record({
    'event.json': fc.oneof(
      mutantOf(events).map((event) => JSON.stringify(event)),
      hostile,
    ),
    'book.md': runbookText,
    'outputs.json': fc.oneof(
      mutantOf([outputs]).map((one) => JSON.stringify(one)),
      hostile,
    ),
  }),
});

/**
 * Without what would be no input but work or a wait: a simulation, new files in the catalog, standard input; and without
 * the shell's own completion, which is a library's.
 */
function harmless(words: readonly string[]): readonly string[] {
  const kept = words.map((one) => (one === '-' || one.includes('\0') ? 'event.json' : one));
  if (kept.includes('complete')) return ['--help'];
  const ends = [
    ...(kept.includes('simulate') ? ['--seeds', '0'] : []),
    ...(kept.includes('new') ? ['--catalog', 'nowhere'] : []),
    ...(kept.some((one) => one === 'doctor' || one === 'redrive') ? ['--outputs', 'outputs.json'] : []),
  ];
  return ends.length === 0 ? kept : [...kept.filter((one) => one !== '--'), ...ends];
}

/** AWS where nobody answers, asked once. */
const environment = {
  AWS_ENDPOINT_URL: nowhere,
  AWS_MAX_ATTEMPTS: '1',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
} as const;

function standIn(): () => void {
  const [before, from] = [{ ...process.env }, process.cwd()];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tocsin-fuzz-'));
  Object.assign(process.env, environment);
  process.chdir(folder);
  return () => {
    process.chdir(from);
    process.env = before;
    rmSync(folder, { recursive: true });
  };
}

const stack = /^\s+at .*:\d+:\d+\)?$/m;
const obeyed = /(?![\n\t])\p{Cc}/u;

/** `npx tocsin`, in a folder with the files: 0 or 1 with an answer, 2 with what was wrong; never a stack, never an escape. */
export const cliDoor: Door = door<Called>({
  name: 'cli',
  async open(): Promise<Opened<Called>> {
    const close = standIn();
    return {
      inputs: called,
      close,
      async enter({ words, files }) {
        for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
        const [out, err]: [string[], string[]] = [[], []];
        const code = await main(words, {
          stdout: { write: (text) => out.push(text) },
          stderr: { write: (text) => err.push(text) },
          env: {},
        });
        const [answer, trouble] = [out.join(''), err.join('')];
        for (const text of [answer, trouble]) {
          if (stack.test(text)) throw new Error(`it came apart: ${text.slice(0, 2_000)}`);
          if (obeyed.test(text)) throw new Error(`a terminal would obey: ${JSON.stringify(text.slice(0, 2_000))}`);
        }
        if (![0, 1, 2].includes(code)) throw new Error(`it ended with ${code}`);
        if (code !== 2) return 'taken';
        // With --json the reason is its object's.
        expectClear((trouble || answer).slice(0, 2_000).replace(/is not JSON: [^]*/, 'is not JSON'));
        return 'refused';
      },
    };
  },
});
