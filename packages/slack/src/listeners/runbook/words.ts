import { nearest } from '../nearest.ts';

/** What can be said of a walk, each with all that it is called; the first is what help calls it. */
const spoken = {
  list: ['list', 'ls'],
  start: ['start', 'begin', 'walk'],
  status: ['status', 'show', 'where'],
  next: ['next', 'n'],
  done: ['done', 'ok', 'did'],
  run: ['run', 'look', 'check', 'do'],
  skip: ['skip'],
  failed: ['failed', 'fail', 'bad'],
  back: ['back', 'undo-step'],
  answer: ['answer', 'a'],
  again: ['again', 'retry'],
  on: ['on', 'go-on', 'continue'],
  approve: ['approve', 'agree', 'yes-run'],
  decline: ['decline', 'disagree'],
  note: ['note', 'log', 'extra'],
  join: ['join'],
  leave: ['leave'],
  handover: ['handover', 'handoff', 'give'],
  undo: ['undo', 'rollback'],
  change: ['change', 'diff', 'proposal'],
  stop: ['stop', 'abort', 'quit'],
  help: ['help'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;
export type WalkWord = keyof typeof spoken;

/** What somebody typed after `/incident runbook`. */
export type Said =
  | { readonly type: 'said'; readonly word: WalkWord; readonly walk?: string; readonly rest: string }
  | { readonly type: 'unknown'; readonly word: string; readonly nearest?: string };

/** Reads `skip nobody waited`, `R2 done`, `done R2`: the walk may stand before or behind the word. */
export function readWalkWords(typed: string): Said {
  const [first = 'status', ...others] = typed.trim().split(/\s+/).filter(Boolean);
  const named = walkIn(first);
  const words = named === undefined ? [first, ...others] : others.length === 0 ? ['status'] : others;
  const [word = 'status', second = '', ...further] = words;
  const walk = named ?? walkIn(second);
  const rest = (named === undefined && walk !== undefined ? further : words.slice(1)).join(' ');
  const found = (Object.keys(spoken) as WalkWord[]).find((name) => isOne(spoken[name], word));
  if (found) return { type: 'said', word: found, rest, ...(walk === undefined ? {} : { walk }) };
  const near = nearest(word, Object.values(spoken).flat());
  return { type: 'unknown', word, ...(near === undefined ? {} : { nearest: near }) };
}

const isOne = (words: readonly string[], word: string): boolean => words.includes(word.toLowerCase());
const walkIn = (word: string): string | undefined => (/^r\d{1,3}$/i.test(word) ? word.toUpperCase() : undefined);
