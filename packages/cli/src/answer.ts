import type { Paint } from './paint.ts';

/** 0: fine · 1: something was found · 2: the command could not be understood, or what it was given cannot be used. */
export type ExitCode = 0 | 1 | 2;

/** What a command has to say: one object for scripts, words for people. */
export interface Answer {
  readonly code: ExitCode;
  readonly object: object;
  readonly words: (paint: Paint) => string;
}

/** Something that a command was given cannot be used; the message says what, `mend` what to give instead. */
export class BadInput extends Error {
  readonly code = 'bad-input';
  readonly mend: string;
  constructor(problem: string, mend: string, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'BadInput';
    this.mend = mend;
  }
}
