import type { UpdateView } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, outside, paragraphs, person, withPeople } from './text.ts';

/** A status update, for whoever waits: what is known, what it means to users, when they hear more. */
export function update({ text, impact, nextAt, by, at, number }: UpdateView): Rendered {
  const words = withPeople(paragraphs(text, 2_000));
  const next = nextAt === undefined ? '' : ` · next update by ${date(nextAt, '{time}')}`;
  const lines = [
    `📣 ${bold(`Update ${number}`)} · ${person(by)} ${date(at, '{time}')}${next}`,
    words,
    ...(impact === undefined ? [] : [`*Impact:* ${withPeople(outside(impact, 600))}`]),
  ];
  return { text: cut(`Update ${number}: ${outside(text, 400)}`, limits.fallback), blocks: [section(lines.join('\n'))] };
}
