import { type AppRequest, signatureOf } from '@tocsin/slack-simulator';
import { credentials } from '../../packages/workbench/src/people.ts';

export interface Outsider {
  readonly user: string;
  /** Another workspace than the app's. */
  readonly team: string;
}

/** What Slack sent, as if that person had done it. The signature is right: nobody but Slack could have sent it. */
export function asIfOf(request: AppRequest, outsider: Outsider): AppRequest {
  const body = request.kind === 'event' ? eventOf(request.body, outsider) : interactionOf(request.body, outsider);
  const { 'x-slack-request-timestamp': at = '' } = request.headers;
  const signature = signatureOf(credentials.signingSecret, at, body);
  return { ...request, body, headers: { ...request.headers, 'x-slack-signature': signature } };
}

/** `view_submission`, or an event's type; what a bot says is a `bot_message`. */
export function kindOf({ kind, body }: AppRequest): string {
  if (kind !== 'event') return kind === 'interactivity' ? payloadOf(body).type : kind;
  const { type, bot_id: bot } = (JSON.parse(body) as { event: { type: string; bot_id?: string } }).event;
  return type === 'message' && bot !== undefined ? 'bot_message' : type;
}

function eventOf(body: string, { user, team }: Outsider): string {
  const { event, ...envelope } = JSON.parse(body) as { readonly event: object };
  return JSON.stringify({ ...envelope, event: { ...event, user, user_team: team, source_team: team } });
}

function interactionOf(body: string, { user: id, team }: Outsider): string {
  const payload = payloadOf(body);
  const again = { ...payload, user: { ...payload.user, id, team_id: team } };
  return new URLSearchParams({ payload: JSON.stringify(again) }).toString();
}

const payloadOf = (body: string): { readonly type: string; readonly user: object } =>
  JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
