/** Whether trying again can help: later, after looking whether it happened, or not at all. The adapter says, not the caller. */
export type Retry = 'later' | 'unknown-outcome' | 'never';

/** Slack refused or did not answer. `slackCode` is Slack's own error name, or `timeout`, `network`. */
export class ChatError extends Error {
  readonly code = 'chat';
  readonly method: string;
  readonly slackCode: string;
  readonly retry: Retry;
  readonly retryAfterMs: number | undefined;
  constructor(
    {
      method,
      slackCode,
      retry,
      retryAfterMs,
    }: { method: string; slackCode: string; retry: Retry; retryAfterMs?: number },
    options?: ErrorOptions,
  ) {
    super(`${method}: ${slackCode}`, options);
    this.name = 'ChatError';
    this.method = method;
    this.slackCode = slackCode;
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Work that is left for later; the queue's message comes back after `afterMs`. */
export class TryAgain extends Error {
  readonly code = 'try-again';
  readonly afterMs: number;
  constructor(message: string, afterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TryAgain';
    this.afterMs = afterMs;
  }
}

/** A payload that intake cannot read; names the place and the mend. */
export class SignalError extends Error {
  readonly code = 'unreadable-signal';
  readonly place: string;
  /** The message for a log: without what it quotes of the event. */
  readonly unquoted: string;
  constructor(place: string, message: string, { quoted = '', ...options }: ErrorOptions & { quoted?: string } = {}) {
    super(`${place}: ${message}`, options);
    this.name = 'SignalError';
    this.place = place;
    this.unquoted = `${place}: ${quoted === '' ? message : message.replaceAll(quoted, '…')}`;
  }
}

/** Slack does not say who somebody is, and what they may know of depends on it. */
export class UnknownPersonError extends Error {
  readonly code = 'unknown-person';
  constructor(user: string) {
    super(`Slack does not say who ${user} is, and nothing is remembered of them`);
    this.name = 'UnknownPersonError';
  }
}

/** Many others kept winning the race for an incident's next version. */
export class ContentionError extends Error {
  readonly code = 'contention';
  constructor(subject: string, attempts: number) {
    super(`${subject}: lost ${attempts} races for the next version`);
    this.name = 'ContentionError';
  }
}
