/**
 * Makes calls of a method (`*`: any) go wrong, `times` times (default 1), after letting `skip` calls pass.
 * `effect: 'after'` means that the operation takes effect and only its answer is lost.
 */
export type FaultScript = {
  readonly method: string;
  readonly times?: number;
  readonly skip?: number;
} & FaultKind;

export type FaultKind =
  /** HTTP 429; `retryAfter` in seconds, default 30. */
  | { readonly kind: 'ratelimited'; readonly retryAfter?: number }
  /** HTTP 500 with `internal_error`. */
  | { readonly kind: 'http500'; readonly effect?: 'before' | 'after' }
  /** HTTP 200 with `fatal_error`. */
  | { readonly kind: 'fatal_error'; readonly effect?: 'before' | 'after' }
  /** `before` (default): no answer until the client gives up. `after`: the work is done, then the connection drops. */
  | { readonly kind: 'timeout'; readonly effect?: 'before' | 'after' }
  | { readonly kind: 'revoked' };

interface Entry {
  readonly script: FaultScript;
  skip: number;
  left: number;
}

/** The faults in play, first come first served. */
export class Faults {
  readonly #entries: Entry[] = [];

  add(script: FaultScript): { readonly left: number; clear(): void } {
    const entry: Entry = { script, skip: script.skip ?? 0, left: script.times ?? 1 };
    this.#entries.push(entry);
    return {
      get left() {
        return entry.left;
      },
      clear: () => void (entry.left = 0),
    };
  }

  /** The fault that this call meets, if any; one use of it is spent. */
  take(method: string): FaultScript | undefined {
    for (const entry of this.#entries) {
      if (entry.left === 0 || (entry.script.method !== method && entry.script.method !== '*')) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return entry.script;
    }
    return undefined;
  }
}
