import type { Json } from './workspace/model.ts';

/** Slack says no: `error` of a Web API answer, with what stands beside it. Thrown from deep inside, answered at the door. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: Json;
  constructor(code: string, details: Json = {}) {
    super(code);
    this.name = 'SlackRefusal';
    this.code = code;
    this.details = details;
  }
}

/** @throws SlackRefusal */
export function refuse(code: string, details: Json = {}): never {
  throw new SlackRefusal(code, details);
}

/** A person's client would not let them do this. */
export class PersonError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PersonError';
    this.code = code;
  }
}
