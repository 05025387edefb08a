import { WebClient } from '@slack/web-api';
import type { AppAnswer, AppRequest, Simulator } from '@tocsin/slack-simulator';
import { everyControl, everyInput, greeting, home, pushed } from './blocks.ts';

type Payload = Record<string, any>;

/** What the app was sent, in few words, for tests to look at. */
export interface Heard {
  readonly type: string;
  readonly user: string;
  readonly payload: Payload;
}

/** An app that has one of everything: its answers are in what it was asked. */
export class SampleApp {
  readonly heard: Heard[] = [];
  readonly client: WebClient;
  readonly #home = new Map<string, number>();

  constructor(slack: Simulator) {
    this.client = new WebClient('xoxb-test', { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
  }

  readonly deliver = async ({ kind, body }: AppRequest): Promise<AppAnswer> => {
    const form = new URLSearchParams(body);
    if (kind === 'command') return this.#command(Object.fromEntries(form));
    const payload = JSON.parse(kind === 'event' ? body : (form.get('payload') ?? '{}')) as Payload;
    if (kind === 'event') return this.#event(payload['event'] as Payload);
    this.heard.push({ type: String(payload['type']), user: String(payload['user'].id), payload });
    return this.#interaction(payload);
  };

  /** What was done with controls, latest last. */
  acted(): unknown[] {
    return this.heard
      .filter(({ type }) => type === 'block_actions')
      .map(({ user, payload }) => ({ user, ...valueIn(payload['actions'][0] as Payload) }));
  }

  async #command(line: Record<string, string>): Promise<AppAnswer> {
    this.heard.push({ type: 'command', user: line['user_id'] ?? '', payload: line });
    if (line['text'] === 'form')
      await this.client.views.open({ trigger_id: line['trigger_id'] ?? '', view: everyInput });
    if (line['text'] === 'controls')
      return json({ response_type: 'ephemeral', text: 'Every control', blocks: everyControl });
    return line['text'] === 'form' ? nothing : json({ response_type: 'ephemeral', text: `You said ${line['text']}` });
  }

  async #event(event: Payload): Promise<AppAnswer> {
    const user = String(event['user'] ?? '');
    this.heard.push({ type: String(event['type']), user, payload: event });
    if (event['type'] === 'app_home_opened' && event['tab'] === 'home') await this.#publish(user);
    if (event['type'] === 'app_mention') {
      const thread = event['thread_ts'] ?? event['ts'];
      const place = { channel: String(event['channel']), user, thread_ts: String(thread) };
      await this.client.chat.postEphemeral({ ...place, text: 'Only you see this answer' });
    }
    if (event['type'] === 'message' && event['channel_type'] === 'im' && event['bot_id'] === undefined)
      await this.client.chat.postMessage({ channel: String(event['channel']), text: `You said: ${event['text']}` });
    return nothing;
  }

  async #publish(user: string): Promise<void> {
    await this.client.views.publish({ user_id: user, view: home(this.#home.get(user) ?? 0) });
  }

  async #interaction(payload: Payload): Promise<AppAnswer> {
    const trigger_id = String(payload['trigger_id']);
    const user = String(payload['user'].id);
    const action = payload['actions']?.[0] as Payload | undefined;
    switch (payload['type']) {
      case 'shortcut':
        await this.client.views.open({ trigger_id, view: everyInput });
        return nothing;
      case 'message_action':
        await this.client.views.open({ trigger_id, view: greeting(String(payload['message'].text)) });
        return nothing;
      case 'block_suggestion': {
        const found = ['Checkout', 'Checklist', 'Search'].filter((name) =>
          name.toLowerCase().includes(String(payload['value']).toLowerCase()),
        );
        return json({
          options: found.map((name) => ({ text: { type: 'plain_text', text: name }, value: name.toLowerCase() })),
        });
      }
      case 'view_submission':
        return this.#submitted(payload['view'] as Payload);
      case 'block_actions':
        if (action?.['action_id'] === 'count') {
          this.#home.set(user, (this.#home.get(user) ?? 0) + 1);
          await this.#publish(user);
        }
        if (action?.['action_id'] === 'more') await this.client.views.push({ trigger_id, view: pushed });
        return nothing;
      default:
        return nothing;
    }
  }

  #submitted({ callback_id: form, state }: Payload): AppAnswer {
    if (form === 'pushed')
      return json({ response_action: 'update', view: { ...pushed, blocks: greeting('ok').blocks } });
    if (form !== 'every-input') return json({ response_action: 'clear' });
    const title = state.values.title.a.value as string;
    if (title === 'taken') return json({ response_action: 'errors', errors: { title: 'That title is taken.' } });
    return nothing;
  }
}

const nothing: AppAnswer = { status: 200, body: '' };
const json = (body: unknown): AppAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The action and what was put in, without what surrounds it. */
function valueIn({ action_id: action, value, ...rest }: Payload): Payload {
  const [, selected] = Object.entries(rest).find(([name]) => name.startsWith('selected_')) ?? [];
  const bare = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one);
  return { action, value: Array.isArray(selected) ? selected.map(bare) : (bare(selected) ?? value) };
}
