import type { PageApp } from '../../page-api.ts';
import { emojis } from '../mrkdwn/emoji.ts';
import { type Choice, matching } from '../popup/choices.ts';
import type { Directory } from '../state/names.tsx';

/** What what is being typed could become. */
export interface Completions {
  readonly kind: 'command' | 'mention' | 'channel' | 'emoji';
  readonly label: string;
  readonly choices: readonly Choice[];
  /** What is replaced by the choice: from here to the caret. */
  readonly from: number;
}

export interface Completing {
  readonly directory: Directory;
  /** The channel's members come first. */
  readonly members: readonly string[];
  readonly commands: boolean;
}

const most = 8;

/** At the caret; undefined when there is nothing to offer. */
export function completionsAt(text: string, caret: number, completing: Completing): Completions | undefined {
  const before = text.slice(0, caret);
  const word = /(?:^|[\s(])([@#:])([^\s@#:][^@#:\n]{0,30}|)$/.exec(before);
  if (word) {
    const [, sign = '', typed = ''] = word;
    const found = offered(sign, typed, completing);
    if (found && found.choices.length > 0) return { ...found, from: caret - typed.length - 1 };
  }
  if (!completing.commands || !text.startsWith('/') || caret !== text.length) return undefined;
  const choices = commandChoices(completing.directory.app, text);
  return choices.length === 0 ? undefined : { kind: 'command', label: 'Commands', choices, from: 0 };
}

function offered(sign: string, typed: string, completing: Completing): Omit<Completions, 'from'> | undefined {
  switch (sign) {
    case '@':
      return { kind: 'mention', label: 'People and groups', choices: mentionChoices(completing, typed) };
    case '#': {
      const channels = completing.directory.channels.filter(({ kind, archived }) => kind !== 'im' && !archived);
      const choices = channels.map(({ id, name, kind }) => ({ id, label: name, sign: kind === 'public' ? '#' : '🔒' }));
      return { kind: 'channel', label: 'Channels', choices: matching(choices, typed).slice(0, most) };
    }
    case ':': {
      if (typed.length < 2) return undefined;
      const choices = Object.entries(emojis).map(([name, emoji]) => ({ id: name, label: name, sign: emoji }));
      return { kind: 'emoji', label: 'Emoji', choices: matching(choices, typed).slice(0, most) };
    }
    default:
      return undefined;
  }
}

function mentionChoices({ directory: { people, groups, me }, members }: Completing, typed: string): readonly Choice[] {
  const isHere = (id: string): number => (members.includes(id) ? 0 : 1);
  const persons = [...people]
    .sort((a, b) => isHere(a.id) - isHere(b.id))
    .map(({ id, name, bot }) => {
      const note = id === me ? 'you' : bot ? 'App' : members.includes(id) ? undefined : 'not in this channel';
      return { id, label: name, sign: '@', note };
    });
  const teams = groups.map(({ id, name, title }) => ({ id, label: name, sign: '@', note: title }));
  const all = [{ id: 'here', label: 'here', sign: '@', note: 'everybody in this channel who is active' }];
  return matching([...persons, ...teams, ...all], typed).slice(0, most);
}

/** Commands that begin with what is typed, and the shortcuts whose name does; none once the rest is being written. */
function commandChoices({ commands, shortcuts }: PageApp, text: string): readonly Choice[] {
  const typed = text.toLowerCase();
  const lines = commands.flatMap(({ command, subcommands }) =>
    subcommands.map(({ words: [word = '', ...others], usage, does }) => ({
      id: `${command} ${word}${usage === word ? '' : ' '}`,
      label: `${command} ${usage}`,
      note: does,
      line: `${command} ${word}`,
      also: others.map((other) => `${command} ${other}`),
    })),
  );
  const begun = ({ line, also }: (typeof lines)[number]): boolean =>
    line !== typed && [line, ...also].some((one) => one.startsWith(typed));
  const named = shortcuts
    .filter(({ type, name }) => type === 'global' && `/${name.toLowerCase()}`.startsWith(typed))
    .map(({ name, callbackId, description }) => ({
      id: `shortcut:${callbackId}`,
      label: name,
      sign: '⚡',
      note: description,
    }));
  return [...lines.filter(begun).map(({ id, label, note }) => ({ id, label, note })), ...named];
}

/** How the command that is being written goes on, for a line beneath it. */
export function usageOf({ commands }: PageApp, text: string): string | undefined {
  const [command = '', word = ''] = text.split(/\s+/);
  const found = commands.find((one) => one.command === command)?.subcommands.find(({ words }) => words.includes(word));
  return found && text.includes(' ', command.length + 1) ? `${command} ${found.usage}: ${found.does}` : undefined;
}

/** What stands in the field once a choice is taken. */
export function completed(choice: Choice, kind: Completions['kind']): string {
  switch (kind) {
    case 'command':
      return choice.id;
    case 'mention':
      return `@${choice.label} `;
    case 'channel':
      return `#${choice.label} `;
    case 'emoji':
      return `:${choice.id}: `;
    default:
      return kind satisfies never;
  }
}
