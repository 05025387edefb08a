import { SlackRefusal } from '../errors.ts';
import type { World } from '../workspace/world.ts';
import { type Place, Reply, reply } from './reply.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses: five times within 30 minutes. */
const mostUses = 5;
const lifeMs = 30 * 60_000;

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
}

/** Addresses where the app may answer what a person did, without a token. */
export class ResponseUrls {
  readonly #issued = new Map<string, { readonly place: Place; readonly at: number; uses: number }>();
  readonly #world: World;
  constructor(world: World) {
    this.#world = world;
  }

  issue(kind: 'commands' | 'actions' | 'app', place: Place): string {
    const { ids, team, clock } = this.#world;
    const path = `/${kind}/${team.id}/${ids.number()}/${ids.hex(24)}`;
    this.#issued.set(path, { place, at: clock.now().getTime(), uses: 0 });
    return `${this.#world.origin()}${path}`;
  }

  /** What posting to such an address does; undefined for a path that is none. */
  take(path: string, body: string): PlainAnswer | undefined {
    const issued = this.#issued.get(path);
    if (issued === undefined) return undefined;
    if (this.#world.clock.now().getTime() - issued.at > lifeMs) return no(404, 'expired_url');
    if (issued.uses >= mostUses) return no(404, 'used_url');
    const parsed = Reply.safeParse(readJson(body));
    if (!parsed.success) return no(400, 'invalid_payload');
    issued.uses += 1;
    try {
      reply(this.#world, issued.place, parsed.data);
      return { status: 200, body: 'ok' };
    } catch (error) {
      if (error instanceof SlackRefusal) return no(400, error.code);
      throw error;
    }
  }
}

const no = (status: number, error: string): PlainAnswer => ({ status, body: JSON.stringify({ ok: false, error }) });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
