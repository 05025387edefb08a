import { surface } from '@tocsin/slack/surface';
import * as z from 'zod';
import type { Deployment } from '../deployment.ts';
import { type Check, fail, ok, skipped, warn } from './check.ts';

const Answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const Channel = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
  }),
});

/** The credentials are there, the token may do what the manifest asks for, and the bot is where incidents are announced. */
export async function checkSlack(deployment: Deployment): Promise<readonly Check[]> {
  const { slackBotToken: token, slackSigningSecret, incidentsChannel, slackApiUrl } = deployment;
  const how = 'Run it as: npx sst shell -- npx tocsin doctor; or set the variable.';
  const secret = slackSigningSecret
    ? ok('Slack signing secret', 'is there')
    : skipped('Slack signing secret', 'SLACK_SIGNING_SECRET is not set here', how);
  if (!token) return [skipped('Slack token', 'SLACK_BOT_TOKEN is not set here', how), secret];
  const call = slackCall({ token, url: slackApiUrl ?? 'https://slack.com/api/' });
  return [...(await tokenChecks(call)), secret, ...(await channelChecks(call, incidentsChannel))];
}

type Call = ReturnType<typeof slackCall>;

/** Two calls, and a header of one: plain requests, for Slack's client keeps the header to itself. */
function slackCall({ token, url }: { readonly token: string; readonly url: string }) {
  return async (method: string, form: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(new URL(method, url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(10_000),
    });
    const body: unknown = await response.json();
    return { ...Answer.parse(body), body, scopes: response.headers.get('x-oauth-scopes') };
  };
}

async function tokenChecks(call: Call): Promise<Check[]> {
  const check = 'Slack token';
  try {
    const { ok: good, error, scopes } = await call('auth.test');
    if (!good)
      return [
        fail(
          check,
          `Slack refuses it: ${error}`,
          'Set the bot token of the installed app: npx sst secret set SlackBotToken …',
        ),
      ];
    return [ok(check, 'Slack takes it'), ...scopeChecks(scopes ?? '')];
  } catch (error) {
    return [skipped(check, `Slack did not answer: ${reasonOf(error)}`, 'Try again; look at status.slack.com.')];
  }
}

/** What the token may do, against the list that the manifest is made from. */
export function scopeChecks(header: string): Check[] {
  const has = new Set(
    header
      .split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ''),
  );
  const missing = surface.scopes.filter(({ scope }) => !has.has(scope));
  const asked: readonly string[] = surface.scopes.map(({ scope }) => scope);
  const more = [...has].filter((scope) => !asked.includes(scope));
  return [
    ...(missing.length === 0 ? [ok('Slack scopes', `all ${asked.length} of the manifest`)] : []),
    ...missing.map(({ scope, why }) =>
      fail(
        `Slack scope ${scope}`,
        `is missing: ${why}`,
        'Update the app with slack-manifest.json and install it again.',
      ),
    ),
    ...(more.length === 0
      ? []
      : [
          warn(
            'Slack scopes',
            `more than the manifest asks for: ${more.join(', ')}`,
            'Take them out of the app, and install it again.',
          ),
        ]),
  ];
}

async function channelChecks(call: Call, channel: string | undefined): Promise<Check[]> {
  const check = 'incidents channel';
  if (channel === undefined)
    return [
      skipped(check, 'TOCSIN_INCIDENTS_CHANNEL is not set here', 'Set it to the id of the channel, or give --outputs.'),
    ];
  try {
    const { ok: good, error, body } = await call('conversations.info', { channel });
    if (!good)
      return [
        error === 'missing_scope'
          ? skipped(check, 'the token may not look at it', 'It needs channels:read, for a private one groups:read.')
          : fail(
              check,
              `${channel} cannot be reached: ${error}`,
              'Set TOCSIN_INCIDENTS_CHANNEL to the id of a channel that the bot can see.',
            ),
      ];
    const { name, is_archived: archived, is_member: member } = Channel.parse(body).channel;
    if (archived) return [fail(check, `#${name} is archived`, 'Unarchive it, or choose another.')];
    return member === true
      ? [ok(check, `#${name}, and the bot is in it`)]
      : [fail(check, `the bot is not in #${name}`, `Invite it: /invite @tocsin in #${name}.`)];
  } catch (error) {
    return [skipped(check, `Slack did not answer: ${reasonOf(error)}`, 'Try again; look at status.slack.com.')];
  }
}

const reasonOf = (error: unknown): string => {
  const { message = String(error), cause } = error instanceof Error ? error : {};
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
};
