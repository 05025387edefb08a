import { together } from '../cite.ts';
import { type Clock, type ClockName, clockTitles } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { row, strong, time } from '../say.ts';
import { between, duration } from '../times.ts';

const order: readonly ClockName[] = ['began', 'detected', 'opened', 'human', 'mitigated', 'resolved'];

/** What is measured between the clocks, from which to which. */
export const spans: readonly { readonly title: string; readonly from: ClockName; readonly to: ClockName }[] = [
  { title: 'Time to detect', from: 'began', to: 'detected' },
  { title: 'Time to open the channel', from: 'detected', to: 'opened' },
  { title: 'Time to acknowledge', from: 'detected', to: 'human' },
  { title: 'Time to mitigate', from: 'began', to: 'mitigated' },
  { title: 'Time to resolve', from: 'began', to: 'resolved' },
];

export function sixClocks({ clocks }: Facts): Block[] {
  const known = order.flatMap((name) => (clocks[name] ? [clockRow(name, clocks[name])] : []));
  const unknown = order.filter((name) => !clocks[name]);
  const measured = spans.flatMap(({ title, from, to }): Row[] => {
    const [start, end] = [clocks[from], clocks[to]];
    const sources = start && end && together(start.sources, end.sources);
    if (!sources || end.at < start.at) return [];
    return [
      row(
        sources,
        title,
        strong(duration(between(start.at, end.at))),
        `${lower(clockTitles[from])} to ${lower(clockTitles[to])}`,
      ),
    ];
  });
  return [
    { type: 'table', head: ['Clock', 'Time (UTC)', 'How it is known'], rows: known },
    ...(measured.length === 0
      ? []
      : [{ type: 'table', head: ['Duration', 'Lasted', 'From and to'], rows: measured } as const]),
    ...unknown.map(
      (name): Block => ({
        type: 'prompt',
        question: `${clockTitles[name]}: the timeline does not say when. Do you know it, and from where?`,
        evidence: [],
      }),
    ),
  ];
}

const clockRow = (name: ClockName, { at, how, sources }: Clock): Row => ({
  ...row(sources, clockTitles[name], [time(at)], how),
  mark: 'clock',
});
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
