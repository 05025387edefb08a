import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { figureNames, requestKinds } from './names.ts';

const page = await readFile(new URL('../../docs/performance.md', import.meta.url), 'utf8');

/** Names in the first column of the page's tables; what has no dot goes on with the prefix of the one before it. */
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const written = rows.flatMap((row) => {
  let prefix = '';
  return [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
    const full = name.includes('.') || prefix === '' ? name : `${prefix}.${name}`;
    prefix = full.includes('.') ? full.slice(0, full.lastIndexOf('.')) : '';
    return full;
  });
});
const figures = written.filter((name) => !requestKinds.includes(name));

describe('docs/performance.md', () => {
  it('has a row of every figure that the bench gives, and of no other', () => {
    const { answers: _, ...others } = figureNames;
    expect(figures.toSorted()).toEqual(Object.values(others).flat().toSorted());
  });

  it('has a row of every kind of request that Slack makes', () => {
    expect(written.filter((name) => requestKinds.includes(name)).toSorted()).toEqual(requestKinds.toSorted());
  });

  it('says how to measure each alone', () => {
    const [, listed = ''] = /one measurement: (.*)/.exec(page) ?? [];
    expect(listed.split(/, | or /)).toEqual(Object.keys(figureNames));
  });
});
