import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { surface } from '../packages/slack/src/surface.ts';
import { manifestFile, manifestOf, manifestText, type Surface, unknownUrl } from './manifest.ts';

const manifest = manifestOf(surface, unknownUrl);

it('slack-manifest.json is what the surface says: run `npx tsx tools/manifest.ts` after a change', () => {
  expect(readFileSync(manifestFile, 'utf8')).toBe(manifestText(unknownUrl));
});

describe('the manifest is one that Slack takes', () => {
  it('as it stands', () => {
    expect(problemsOf(manifest)).toEqual([]);
  });

  const command = { command: '/incident', description: 'Incidents', usageHint: 'help', shouldEscape: true };
  const shortcut = { name: 'Add to the timeline', type: 'message', callbackId: 'add', description: 'Add it' } as const;
  const with_ = (changes: Partial<Surface>) => problemsOf(manifestOf({ ...surface, ...changes }, unknownUrl));

  it('with a shortcut, without a command, without an event', () => {
    expect(with_({ shortcuts: [shortcut] })).toEqual([]);
    expect(with_({ commands: [], events: [] })).toEqual([]);
  });

  it.each<[string, Partial<Surface>, string]>([
    ['a command without its slash', { commands: [{ ...command, command: 'incident' }] }, 'command must match pattern'],
    [
      'a shortcut name over 24',
      { shortcuts: [{ ...shortcut, name: 'x'.repeat(25) }] },
      'name must NOT have more than 24',
    ],
    [
      'a shortcut description over 150',
      { shortcuts: [{ ...shortcut, description: 'x'.repeat(151) }] },
      'more than 150',
    ],
    ['an event twice', { events: ['app_mention', 'app_mention'] }, 'must NOT have duplicate items'],
  ])('not with %s', (_, changes, problem) => {
    expect(with_(changes).join()).toContain(problem);
  });
});

describe('scopes', () => {
  const granted = surface.scopes.map(({ scope }) => scope as string);
  const sources = readdirSync(path.resolve(import.meta.dirname, '../packages/slack/src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('testing.ts'))
    .map((file) => readFileSync(path.resolve(import.meta.dirname, '../packages/slack/src', file), 'utf8'));
  const called = [
    ...new Set(sources.flatMap((text) => [...text.matchAll(/\bcall\('([\w.]+)'/g)].map(([, method = '']) => method))),
  ];

  it('each call has the scope that its method page asks for', () => {
    expect(called.length).toBeGreaterThan(5);
    const lacking = called.filter((method) => {
      const scope = scopeOf[method];
      return scope === undefined || (scope !== 'none' && !granted.includes(scope));
    });
    expect(lacking).toEqual([]);
  });

  it('each scope says what needs it, once', () => {
    expect(new Set(granted).size).toBe(granted.length);
    for (const { scope, why } of surface.scopes) expect(why.length, scope).toBeGreaterThan(5);
  });

  it('events and commands have theirs', () => {
    if (surface.commands.length > 0) expect(granted).toContain('commands');
    if ((surface.events as readonly string[]).includes('app_mention')) expect(granted).toContain('app_mentions:read');
  });
});

it('Slack calls one address for everything', () => {
  const url = 'https://abc.lambda-url.eu-west-1.on.aws/';
  const text = manifestText(url);
  expect(text).not.toContain(unknownUrl);
  expect(text.split(url)).toHaveLength(1 + surface.commands.length + 3);
});

/** The bot scope of each method in public channels (docs.slack.dev, "Facts" of the method's page). */
const scopeOf: Record<string, string> = {
  'auth.test': 'none',
  'bookmarks.add': 'bookmarks:write',
  'bookmarks.edit': 'bookmarks:write',
  'bookmarks.list': 'bookmarks:read',
  'bookmarks.remove': 'bookmarks:write',
  'canvases.delete': 'canvases:write',
  'canvases.edit': 'canvases:write',
  'canvases.sections.lookup': 'canvases:read',
  'conversations.canvases.create': 'canvases:write',
  'chat.delete': 'chat:write',
  'conversations.archive': 'channels:manage',
  'conversations.rename': 'channels:manage',
  'chat.getPermalink': 'none',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.create': 'channels:manage',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'views.publish': 'none',
  'dnd.info': 'dnd:read',
  'pins.add': 'pins:write',
  'conversations.info': 'channels:read',
  'conversations.invite': 'channels:manage',
  'conversations.join': 'channels:join',
  'conversations.list': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.setTopic': 'channels:manage',
  'files.info': 'files:read',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'users.conversations': 'channels:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'views.open': 'none',
  'views.update': 'none',
};

function problemsOf(candidate: unknown): string[] {
  const ajv = new Ajv({ allErrors: true });
  return ajv.validate(schema(), candidate) ? [] : (ajv.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

/** The limits of what the manifest uses; after manifest.schema.2.0.0.json of github.com/slackapi/manifest-schema. */
function schema() {
  const text = (maxLength: number, minLength = 1) => ({ type: 'string', minLength, maxLength });
  const strict = (properties: object, ...required: string[]) => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  });
  const list = (items: object, maxItems: number, minItems = 0) => ({ type: 'array', items, minItems, maxItems });
  const url = { type: 'string', pattern: '^https?://', maxLength: 3000 };
  const flag = { type: 'boolean' };
  const command = strict(
    {
      command: { ...text(32, 2), pattern: '^/' },
      url,
      description: text(2000),
      usage_hint: text(1000),
      should_escape: flag,
    },
    'command',
    'description',
  );
  const shortcut = strict(
    { name: text(24), type: { enum: ['message', 'global'] }, callback_id: text(255), description: text(150) },
    'name',
    'type',
    'callback_id',
    'description',
  );
  return strict(
    {
      _metadata: strict({ major_version: { type: 'integer' } }),
      display_information: strict({ name: text(35), description: text(140), background_color: text(7, 4) }, 'name'),
      features: strict({
        bot_user: strict({ display_name: text(80), always_online: flag }, 'display_name'),
        app_home: strict({ home_tab_enabled: flag, messages_tab_enabled: flag, messages_tab_read_only_enabled: flag }),
        slash_commands: list(command, 50, 1),
        shortcuts: list(shortcut, 10, 1),
      }),
      oauth_config: strict({ scopes: strict({ bot: list(text(50), 255) }) }),
      settings: strict({
        event_subscriptions: strict({ request_url: url, bot_events: { ...list(text(50), 100), uniqueItems: true } }),
        interactivity: strict({ is_enabled: flag, request_url: url, message_menu_options_url: url }, 'is_enabled'),
        org_deploy_enabled: flag,
        socket_mode_enabled: flag,
        token_rotation_enabled: flag,
      }),
    },
    'display_information',
  );
}
