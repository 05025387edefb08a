import type { Plot } from './play.ts';
import type { Draw } from './random.ts';

/** Over before anybody is paged again: half of what can go wrong goes wrong by then, and they cost half as much. */
const short: readonly Plot[] = [
  ...([undefined, 'during', 'later'] as const).flatMap((acknowledged) =>
    ([1, 2] as const).flatMap((alarms) =>
      ([undefined, 'soon'] as const).map(
        (recovers): Plot => ({
          brief: true,
          alarms,
          ...(acknowledged ? { acknowledged } : {}),
          ...(recovers ? { recovers } : {}),
        }),
      ),
    ),
  ),
  { brief: true, beside: 'gathered', acknowledged: 'later' },
  { brief: true, beside: 'in a storm', acknowledged: 'later' },
  { brief: true, beside: 'apart', acknowledged: 'later' },
  { brief: true, newer: 'intake' },
  { brief: true, newer: 'respond' },
  { brief: true, newer: 'slack', acknowledged: 'later' },
];

/** A choice of them, so that each is told without trouble once and often with it. */
const long: readonly Plot[] = [
  { recovers: 'later' },
  { alarms: 2, acknowledged: 'during', recovers: 'soon' },
  { alarms: 2, acknowledged: 'later', recovers: 'later', newer: 'slack' },
  { acknowledged: 'later', deed: 'captures' },
  { alarms: 2, recovers: 'later', deed: 'updates', newer: 'respond' },
  { recovers: 'later', deed: 'drafts' },
  { deed: 'hides' },
  { alarms: 2, deed: 'hides', newer: 'intake' },
  { alarms: 2, acknowledged: 'during', deed: 'splits' },
  { beside: 'apart', deed: 'merges' },
  { beside: 'apart', acknowledged: 'later', deed: 'parts' },
  { beside: 'gathered', recovers: 'later' },
  { beside: 'gathered', deed: 'takes out' },
  { beside: 'in a storm', acknowledged: 'later', recovers: 'later' },
];

export const drawPlot = (draw: Draw): Plot => {
  const from = draw(2) === 0 ? short : long;
  return from[draw(from.length)] ?? {};
};
