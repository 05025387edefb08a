import type { Workspace } from './model.ts';
import { type Deliver, sign } from './outbound.ts';

/** Slack tries again at once, after a minute and after five (docs.slack.dev, Events API, error handling). */
const retriesAfterMs = [0, 60_000, 300_000];

interface Surroundings {
  readonly workspace: Workspace;
  readonly subscribed: ReadonlySet<string>;
  readonly secret: string;
  readonly deliver: Deliver;
  readonly now: () => Date;
  readonly schedule: (ms: number, fn: () => void) => void;
  readonly newId: (prefix: string) => string;
}

/** The Events API: wraps what happened, delivers it signed, and tries again with the same event_id. */
export function createEvents({ workspace, subscribed, secret, deliver, now, schedule, newId }: Surroundings) {
  const under: Set<Promise<void>> = new Set();
  const attempt = async (body: string, retry: number): Promise<void> => {
    const request = sign(body, 'application/json', { secret, now: now() });
    const headers =
      retry === 0
        ? request.headers
        : { ...request.headers, 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' };
    const answered = await deliver({ ...request, headers }).then(
      ({ status }) => status === 200,
      () => false,
    );
    const wait = retriesAfterMs[retry];
    if (!answered && wait !== undefined) schedule(wait, () => track(attempt(body, retry + 1)));
  };
  const track = (delivery: Promise<void>) => {
    under.add(delivery);
    void delivery.finally(() => under.delete(delivery));
  };
  return {
    emit(event: Readonly<Record<string, unknown>>): void {
      if (!subscribed.has(String(event['type']))) return;
      const { token = '', ...bot } = [...workspace.tokens.values()][0] ?? { token: '', user: '' };
      const wrapper = {
        token: token === '' ? '' : 'test',
        team_id: workspace.team.id,
        api_app_id: 'A0TOCSIN',
        event: { event_ts: String(now().getTime() / 1_000), ...event },
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: Math.floor(now().getTime() / 1_000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: workspace.team.id,
            user_id: bot.user,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
      };
      track(attempt(JSON.stringify(wrapper), 0));
    },
    async settled(): Promise<void> {
      while (under.size > 0) await Promise.all(under);
    },
  };
}
