import { type Command, type Commit, type Context, decide, fold, type Incident, type Refusal } from '@tocsin/incident';
import { defaultSettings } from '@tocsin/workflow';
import fc from 'fast-check';
import { anyBeginning, anyCommand } from './any-commands.ts';
import { tidy } from './hostile.ts';
import { minute, workflow } from './viewer.ts';

export const id = '20261105-k3v9q2xw';
export const contextAt = (minutes: number): Context => ({
  at: minute(minutes),
  workflows: [workflow],
  settings: defaultSettings,
});

export interface Given {
  readonly command: Command;
  /** Minutes that pass before it. */
  readonly after: number;
}

/** An incident's life: what was asked of it in which order, and what came of it. */
export interface Life {
  readonly commits: readonly Commit[];
  readonly refusals: readonly Refusal[];
  /** After each commit. */
  readonly states: readonly Incident[];
  readonly now: number;
}

const given = (command: fc.Arbitrary<Command>): fc.Arbitrary<Given> =>
  fc.record({ command, after: fc.integer({ min: 0, max: 45 }) });

export const anyLife: fc.Arbitrary<Life> = fc
  .tuple(given(anyBeginning), fc.array(given(anyCommand), { minLength: 10, maxLength: 50, size: 'max' }))
  .map(([first, others]) => live([first, ...others]));

/** Gives the commands one after another, as the write path does. */
export function live(commands: readonly Given[]): Life {
  const commits: Commit[] = [];
  const refusals: Refusal[] = [];
  const states: Incident[] = [];
  let now = 0;
  for (const { command, after } of commands) {
    now += after;
    const before = states.at(-1);
    const decision = decide(before, command, contextAt(now));
    if (decision.type === 'refusal') {
      refusals.push(decision);
      continue;
    }
    const { entries } = tidy(decision);
    const version = commits.length + 1;
    const commit = { incident: id, version, cause: `cause-${version}`, recordedAt: minute(now), entries };
    const next = fold(before, [commit]);
    if (!next) throw new Error('a commit folded to nothing');
    commits.push(commit);
    states.push(next);
  }
  return { commits, refusals, states, now };
}
