/** A change of the code that breaks a promise, and the test that must then fail. */
export interface Break {
  /** As the promise names it: the file, and the title as it stands in the source. */
  readonly test: string;
  readonly title: string;
  /** The test file that runs it, where `test` is a part of one. */
  readonly within?: string;
  /** What goes wrong with the change. */
  readonly breaks: string;
  /** One, unless something is held twice: then nothing is seen until both are gone. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
}
