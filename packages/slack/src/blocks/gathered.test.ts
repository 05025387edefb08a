import type { GatheredGroup, GatheredLine, GatheredView } from '@tocsin/app';
import { expect, it } from 'vitest';
import { gathered } from './gathered.ts';

const line = (number: number, dependency?: string): GatheredLine => ({
  incident: `20261105-aaaaaaa${number}`,
  state: 'failing',
  title: `Path ${number}`,
  severity: 'SEV2',
  since: '2026-11-05T14:00:00.000Z',
  ...(dependency === undefined ? {} : { dependency }),
});

const group = (dependency: string | undefined, lines: readonly GatheredLine[]): GatheredGroup => ({
  ...(dependency === undefined ? {} : { dependency }),
  total: lines.length,
  failing: lines.length,
  lines,
});

function headings(storm: boolean, groups: readonly GatheredGroup[]): string[] {
  const total = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  const view: GatheredView = {
    type: 'gathered',
    incident: '20261105-aaaaaaaa',
    storm,
    total,
    failing: total,
    severities: [],
    groups,
  };
  const text = JSON.stringify(gathered(view).blocks);
  return [...text.matchAll(/\*([^*]+)\* · \d+ failing/g)].map(([, heading]) => heading ?? '');
}

it.each<[string, boolean, readonly GatheredGroup[], readonly string[]]>([
  [
    'one that shares the dependency of the incident that speaks stands under it',
    false,
    [group('Orders', [line(1, 'Orders')])],
    ['Orders'],
  ],
  [
    'several that share one in a storm stand under it, the others each on their own',
    true,
    [
      group('Orders', [line(1, 'Orders'), line(2, 'Orders')]),
      group('Mail', [line(3, 'Mail')]),
      group('Maps', [line(4, 'Maps')]),
    ],
    ['Orders', 'Each on a dependency of its own'],
  ],
  ['one alone in a storm', true, [group('Mail', [line(1, 'Mail')])], ['On a dependency of its own']],
  [
    'those of which no dependency is known',
    true,
    [group(undefined, [line(1), line(2)])],
    ['No dependency is suspected'],
  ],
  [
    'some with a dependency and some without',
    true,
    [group(undefined, [line(1)]), group('Mail', [line(2, 'Mail')])],
    ['Nothing in common'],
  ],
])('%s', (_, storm, groups, expected) => {
  expect(headings(storm, groups)).toEqual(expected);
});
