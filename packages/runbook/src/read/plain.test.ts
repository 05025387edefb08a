import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  applyWalkEvent,
  beginWalk,
  decideMove,
  foldWalk,
  progressOf,
  type Runbook,
  recordOf,
  type Walk,
  wordsOf,
} from '../index.ts';
import { readRunbooks } from './index.ts';

const textOf = (name: string): string => readFileSync(new URL(`../samples/${name}.md`, import.meta.url), 'utf8');
function read(text: string, file = 'runbook.md') {
  const { runbooks, problems } = readRunbooks({
    texts: { [file]: text },
    fileExists: (path) => path === 'img/firing.png',
  });
  const [runbook] = runbooks;
  if (!runbook) throw new Error('no runbook');
  return { runbook, problems };
}
const outline = ({ title, steps }: Runbook) => [
  title,
  ...steps.map((step) => [...step.sections, step.title].join(' › ')),
];

/** Does every step, one after the other. */
function walkThrough(runbook: Runbook): string {
  const who = { by: 'U1', at: '2026-11-05T14:00:00Z' };
  const begun = beginWalk(runbook, who);
  if (begun.type === 'refused') throw new Error(begun.reason);
  let walk: Walk | undefined = foldWalk(begun.events);
  while (walk?.at !== undefined) {
    const moved = decideMove(walk, { type: 'done', step: walk.at, attempt: recordOf(walk, walk.at).attempt }, who);
    if (moved.type === 'refused') throw new Error(moved.reason);
    walk = moved.events.reduce(applyWalkEvent, walk);
  }
  if (!walk) throw new Error('no walk');
  return progressOf(walk, '2026-11-05T14:04:00Z').summary;
}

describe('runbooks as teams have them already', () => {
  it.each([
    ['alert-page', '5 of 5, 0 min'],
    ['service-page', '5 of 5, 0 min'],
    ['operations-template', '9 of 9, 0 min'],
    ['response-playbook', '6 of 6, 0 min'],
    ['flat-template', '6 of 6, 0 min'],
  ])('%s is read without a problem and walked to its end', (name, progress) => {
    const { runbook, problems } = read(textOf(name));
    expect(problems).toEqual([]);
    expect(new Set(runbook.steps.map(({ type }) => type))).toEqual(new Set(['do']));
    expect(walkThrough(runbook)).toBe(progress);
  });

  it("keeps an alert page's groups as where its steps stand; a site generator's front matter and braces are its own", () => {
    expect(outline(read(textOf('alert-page')).runbook)).toEqual([
      'Volume filling up',
      'Meaning',
      'Impact',
      'Diagnosis',
      'Mitigation › Data resize',
      'Mitigation › Migrate data to a new, larger volume',
    ]);
  });

  it('takes setext headings and deep ones, tells headings of one name apart, and leaves those in quotes to the text', () => {
    const { runbook } = read(textOf('service-page'));
    expect(outline(runbook)).toEqual([
      'Queue Service',
      'Logging',
      'Summary',
      'Troubleshooting › Pull mirror overdue',
      'Troubleshooting › Pull mirror overdue › Remove jobs by hand',
      'Troubleshooting',
    ]);
    expect(runbook.steps.map(({ id }) => id)).toEqual([
      'logging',
      'summary',
      'pull-mirror-overdue',
      'remove-jobs-by-hand',
      'troubleshooting-1',
    ]);
  });

  it('keeps tables, images, task lists, code within lists, reference links and footnotes as text', () => {
    const { steps } = read(textOf('service-page')).runbook;
    expect(steps[0]?.text[0]).toMatchObject({ type: 'table', rows: [{ length: 3 }, { length: 3 }] });
    expect(steps[0]?.text[1]).toEqual({
      type: 'paragraph',
      content: [{ type: 'image', url: 'img/firing.png', description: 'dashboard when it fires' }],
    });
    expect(steps[2]?.text[0]).toMatchObject({ type: 'quote', blocks: [{}, { content: [{ type: 'strong' }] }, {}] });
    expect(steps[2]?.text[1]).toMatchObject({
      type: 'list',
      ordered: true,
      items: [{ blocks: [{ type: 'paragraph' }, { type: 'code', language: 'ruby' }] }, {}, {}],
    });
    expect(steps[3]?.text[0]).toMatchObject({ items: [{ checked: false }, { checked: true }, { checked: false }] });
    const alert = read(textOf('alert-page')).runbook.steps[2]?.text[2];
    expect(JSON.stringify(alert)).toContain('"url":"https://kubernetes.io/docs/concepts/storage/volume-snapshots/"');
  });

  it('leaves out comments, and of tags all but the words between them', () => {
    const { introduction } = read(textOf('service-page')).runbook;
    expect(JSON.stringify(introduction)).not.toMatch(/MARKER|<!--/);
    const meaning = read(textOf('alert-page')).runbook.steps[0]?.text ?? [];
    const words = meaning.map((block) => (block.type === 'paragraph' ? wordsOf(block.content) : ''));
    expect(words).toContain('Full context');
  });

  it('reads the same from CRLF, with a byte order mark, and knows the lines', () => {
    const unix = textOf('response-playbook');
    const windows = `\uFEFF${unix.replaceAll('\n', '\r\n')}`;
    const [a, b] = [read(unix).runbook, read(windows).runbook];
    expect(b.steps).toEqual(a.steps);
    expect(a.steps[1]?.place).toEqual({ file: 'runbook.md', line: 16, lastLine: 24 });
    expect(unix.split('\n')[15]).toBe('## Part 1: Acquire, Preserve, Document Evidence');
  });
});
