import { limits, type Rendered, section } from './elements.ts';
import { cut, escape, lines, outside } from './text.ts';

export interface HelpLine {
  readonly usage: string;
  readonly does: string;
  readonly button?: string;
}

export interface HelpGroup {
  readonly title: string;
  readonly commands: readonly HelpLine[];
}

/** What can be done, what fits best first: what to type, what it does, which button does the same. */
export function help(groups: readonly HelpGroup[], unknown?: string): Rendered {
  const lead = unknown === undefined ? '' : notKnown(unknown);
  return {
    text: cut(lead || 'What /incident can do', limits.fallback),
    blocks: [
      ...(lead === '' ? [] : [section(lead)]),
      ...groups.map(({ title, commands }) => section(lines([`*${title}*`, ...commands.map(lineOf)], limits.section))),
      section('`/incident help <word>` explains one. In an incident’s channel you can leave out the id.'),
    ],
  };
}

/** A word that nobody knows, and the one that was probably meant. */
export function didYouMean(unknown: string, nearest: string, line?: HelpLine): Rendered {
  const lead = `${notKnown(unknown)} Did you mean \`/incident ${nearest}\`?`;
  const rows = [lead, ...(line ? [lineOf(line)] : []), '`/incident help` lists what fits now.'];
  return { text: cut(lead, limits.fallback), blocks: [section(rows.join('\n'))] };
}

const notKnown = (word: string): string => `I do not know “${outside(word, 40)}”.`;

const lineOf = ({ usage, does, button }: HelpLine): string =>
  `• \`/incident ${escape(usage)}\` — ${does}${button === undefined ? '' : ` (button _${button}_)`}`;

/** One word explained: how to type it, what else it is called, as others typed it. */
export function helpOf({
  words: [, ...others],
  usage,
  does,
  button,
  examples = [],
}: HelpLine & { readonly words: readonly string[]; readonly examples?: readonly string[] }): Rendered {
  const rows = [
    `\`/incident ${escape(usage)}\` — ${does}.`,
    ...(button === undefined ? [] : [`The button _${button}_ does the same.`]),
    ...(others.length === 0 ? [] : [`Also: ${others.map((word) => `\`${word}\``).join(', ')}.`]),
    ...examples.map((example) => `• \`/incident ${escape(example)}\``),
    ...(usage.includes('[id]') ? ['The id can be left out in the incident’s channel.'] : []),
  ];
  return { text: cut(`/incident ${usage}: ${does}`, limits.fallback), blocks: [section(rows.join('\n'))] };
}
