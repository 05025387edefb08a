/** Slack's `ok: false`, with what else its answer holds. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'SlackRefusal';
    this.code = code;
    this.details = details;
  }
}

export function refuse(code: string, details: Readonly<Record<string, unknown>> = {}): never {
  throw new SlackRefusal(code, details);
}
