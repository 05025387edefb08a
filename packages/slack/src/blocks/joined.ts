import type { JoinedView } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { bold, channel, cut, lines, outside, person } from './text.ts';

/** Said in the channel when incidents become one, or one becomes two: which, and where the other is. */
export function joined(view: JoinedView): Rendered {
  const { kind, title, incident, by, alarms = [], moreAlarms = 0 } = view;
  const other = `${bold(outside(title, 150))} (\`${outside(incident, 40)}\`${view.channel === undefined ? '' : `, ${channel(view.channel)}`})`;
  const more = moreAlarms > 0 ? [`… and ${moreAlarms} more`] : [];
  const rows = [...alarms.map((name) => outside(name, 120)), ...more].map((row) => `• ${row}`);
  const words: Readonly<Record<JoinedView['kind'], string>> = {
    absorbed: `🔗 ${other} is the same trouble and goes on here. Its alarms are told in this channel from now on.`,
    released: `${other} was part of this incident for a while and goes its own way again.`,
    'split-off': `✂️ ${by === undefined ? 'Somebody' : person(by)} split off ${other}, which has its own channel:`,
    'split-from': `✂️ This was split off from ${other}.`,
  };
  const text = [words[kind], ...(rows.length > 0 ? [lines(rows, 1_500)] : [])].join('\n');
  return { text: cut(words[kind], limits.fallback), blocks: [section(text)] };
}
