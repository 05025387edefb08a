import { declareIncident } from '@tocsin/app';
import { person } from '@tocsin/incident';
import { expect } from 'vitest';
import { type SlackHandler, slackFunction } from './receiver.ts';
import { commandBody, functionUrlEvent, type MemoryWorld, memoryWorld, secret } from './testing.ts';

export const now = new Date('2026-11-05T14:30:00Z');

/** The Slack function over a world in memory; what a test breaks or counts is on the object. */
export interface Receiving {
  readonly world: MemoryWorld;
  readonly handler: SlackHandler;
  readonly logged: unknown[];
  worldsMade: number;
  /** Whether the world cannot be made. */
  broken: boolean;
  send(body: string, more?: Partial<Parameters<typeof functionUrlEvent>[0]>): ReturnType<SlackHandler>;
  /** What a command is answered with. */
  say(text: string, fields?: Record<string, string>): Promise<string>;
  /** Declares an incident, and answers with its id. */
  opened(): Promise<string>;
}

export function receiving(): Receiving {
  const logged: unknown[] = [];
  const note = (message: string, fields?: object) => void logged.push({ message, ...fields });
  const log = { info: note, warn: note, error: note };
  const world = memoryWorld({ now: () => now }, log);
  const handler = slackFunction({
    signingSecret: secret,
    token: 'xoxb-test',
    apiUrl: 'http://127.0.0.1:1/api/',
    now: () => now,
    log,
    world: async () => {
      on.worldsMade += 1;
      if (on.broken) throw new Error('no such table');
      return world;
    },
  });
  const send: Receiving['send'] = (body, more = {}) => handler(functionUrlEvent({ body, at: now, ...more }));
  const on: Receiving = {
    world,
    handler,
    logged,
    worldsMade: 0,
    broken: false,
    send,
    async say(text, fields) {
      const { statusCode, body } = await send(commandBody(text, fields));
      expect(statusCode).toBe(200);
      const reply = JSON.parse(body) as { response_type: string; blocks: { text?: { text: string } }[] };
      expect(reply.response_type).toBe('ephemeral');
      return reply.blocks.map((block) => block.text?.text ?? '').join('\n');
    },
    async opened() {
      const by = person('U0BEN00002');
      const outcome = await declareIncident(world, { title: 'Checkout is slow', by, cause: 'test' });
      return outcome.type === 'done' ? outcome.incident.id : expect.fail(outcome.reason);
    },
  };
  return on;
}
