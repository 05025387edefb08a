import { defaultSettings } from '@tocsin/workflow';
import { expect, it } from 'vitest';
import { type Opened, placeFor } from './places.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 5, 14, minute)).toISOString();
const opened = (count: number, minute = 0): Opened[] =>
  Array.from({ length: count }, (_, index) => ({ key: `workflow:path-${index + 1}`, at: at(minute) }));
const settings = { ...defaultSettings.storms, channels: 3, sharing: 1 };
const here = { at: at(5), dependency: 'orders-db' };

it.each([
  ['nothing else opened', [], [], 'own'],
  ['another names the same dependency', opened(1), opened(1), 'shared'],
  ['others opened, of other dependencies', opened(2), [], 'own'],
  ['as many opened as have channels', opened(3), [], 'storm'],
  ['as many opened, and one names the same dependency', opened(3), opened(1), 'shared'],
  ['all that was long ago', opened(3, -6), opened(1, -6), 'own'],
] as const)('%s: %s', (_, all, ofDependency, place) => {
  expect(placeFor(here, { all, ofDependency }, settings).type).toBe(place);
});

it('the first of those that share a dependency speaks for the others, once there are as many as the settings say', () => {
  const [first, second] = opened(2);
  const all = opened(2);
  expect(placeFor(here, { all, ofDependency: opened(2) }, { ...settings, sharing: 2 })).toMatchObject({
    with: first?.key,
  });
  expect(placeFor(here, { all, ofDependency: opened(1) }, { ...settings, sharing: 2 }).type).toBe('own');
  expect(second).toBeDefined();
});
