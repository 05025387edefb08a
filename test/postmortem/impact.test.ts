import { draftPostmortem, type MetricSeries, renderMarkdown } from '@tocsin/postmortem';
import { describe, expect, it } from 'vitest';
import { type Case, sourcesOf } from './case.ts';
import { tiles } from './cases/tiles.ts';

const impactOf = (story: Case): string =>
  renderMarkdown(draftPostmortem(sourcesOf(story)))
    .split('\n## Impact\n')[1]
    ?.split('\n## ')[0] ?? '';

const [series] = (tiles.more?.metrics ?? []) as readonly MetricSeries[];
/** Nothing worked for ten minutes in the midst of the incident, told every `seconds`. */
function outage(seconds: number): Case {
  if (!series) throw new Error('the case has no series');
  const from = Date.parse(series.points.find(({ value }) => value < 50)?.at ?? '');
  const points = Array.from({ length: 600 / seconds }, (_, index) => ({
    at: new Date(from + index * seconds * 1_000).toISOString(),
    value: 0,
  }));
  return { ...tiles, more: { ...tiles.more, metrics: [{ ...series, periodSeconds: 60, points }] } };
}

describe('the impact in numbers', () => {
  it.each([5, 20, 60])('ten dead minutes are ten minutes of the budget, told every %d s', (seconds) => {
    expect(impactOf(outage(seconds))).toContain('spent **10 of them');
  });

  it('a chart says how far apart its values are', () => {
    expect(impactOf(outage(5))).toContain('one value each 5 s.');
    expect(impactOf(outage(60))).toContain('one value each 1 min.');
  });
});

describe('the impact that people stated', () => {
  it('a severity that was changed for what users noticed says so; another reason does not', () => {
    const [first] = tiles.commands;
    const at = tiles.commands.at(-2)?.[0] ?? '';
    if (!first) throw new Error('the case is empty');
    const saying = (reason: string): string =>
      impactOf({
        ...tiles,
        commands: [
          ...tiles.commands.filter(([time]) => time < at),
          [at, { type: 'change-severity', by: { type: 'person', id: 'U0ALICE' }, to: 'SEV1', reason }],
        ],
      });
    expect(saying('customers in EU cannot open designs')).toMatch(
      /stated at .*, changing SEV\d to SEV1: “customers in EU/,
    );
    expect(saying('the on-call asked for it')).not.toContain('asked for it');
  });

  it('digits of an address are no number of anybody', () => {
    const at = tiles.messages.at(-1)?.[0] ?? '';
    const saying = (text: string): string =>
      impactOf({ ...tiles, messages: [...tiles.messages, [at, 'U0ALICE', text]] });
    expect(saying('what users get: https://example.com/deploys/812')).not.toContain('deploys/812');
    expect(saying('users of 812 projects, see https://example.com/deploys')).toContain('812 projects');
  });
});
