import { Reply, reply, whisper } from '../app/reply.ts';
import { SlackRefusal } from '../errors.ts';
import { cannot, channelOf, envelope, errorOf, nameOf, type Person } from './context.ts';
import { withReferences } from './references.ts';
import type { Sent } from './types.ts';

/** Sends a slash command and shows the app's answer. */
export async function command(
  person: Person,
  { channel: ref, text, threadTs }: { channel: string; text: string; threadTs?: string },
): Promise<Sent> {
  const { user, world } = person;
  const channel = channelOf(person, ref);
  const [, name = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? cannot('no_command', `${text} is no command`);
  // https://docs.slack.dev/interactivity/implementing-slash-commands: not in threads.
  if (threadTs !== undefined) cannot('not_in_thread', 'commands cannot be used in threads');
  const place = { channel: channel.id, user: user.id };
  const responseUrl = person.responseUrls.issue('commands', place);
  const triggerId = person.triggers.issue({ user: user.id });
  const { outcome, headers } = await person.link.command({
    token: String(envelope(person)['token']),
    team_id: user.team.id,
    team_domain: user.team.domain,
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text: typedAfter(person, name, rest.trim()),
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  });
  const error = errorOf(outcome) ?? show();
  if (error !== undefined) {
    whisper(world, place, { user: 'USLACKBOT', text: `${name} failed with the error "${error}"` });
  }
  return { ok: error === undefined, ...(error === undefined ? {} : { error }), outcome, triggerId, responseUrl };

  function show(): string | undefined {
    if (outcome.type !== 'answered' || outcome.body.trim() === '') return undefined;
    const answer = readAnswer(outcome.body, headers['content-type'] ?? '');
    if (answer === undefined) return 'invalid_command_response';
    try {
      reply(world, place, answer);
      return undefined;
    } catch (cause) {
      if (cause instanceof SlackRefusal) return cause.code;
      throw cause;
    }
  }
}

/** @throws PersonError when there is no such command */
function typedAfter({ world }: Person, name: string, text: string): string {
  if (!world.granted(['commands'])) cannot('no_such_command', 'the app has no scope commands');
  if (world.manifest === undefined) return text;
  const known = world.manifest.features?.slash_commands?.find(({ command: one }) => one === name);
  if (known === undefined) return cannot('no_such_command', `the manifest has no command ${name}`);
  return withReferences(world, text, known.should_escape ?? false);
}

/** JSON when it says so or looks so; else words. */
function readAnswer(body: string, contentType: string): Reply | undefined {
  if (!contentType.includes('json') && !body.trimStart().startsWith('{')) return { text: body };
  try {
    return Reply.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
