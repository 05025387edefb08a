import { defaultSettings, type Settings } from '@tocsin/workflow';
import { describe, expect, it } from 'vitest';
import { type Asking, type Kind, type Memberships, mayDo, maySee } from './access.ts';
import { person } from './actor.ts';
import type { Entry } from './entries.ts';
import { foldEntry } from './fold.ts';
import type { Incident } from './incident.ts';
import { minute } from './samples.ts';

const [ana, ben, cleo, dan] = ['U0ANA', 'U0BEN', 'U0CLEO', 'U0DAN'] as const;
const team = 'S0TEAM';

/** Ana declared it and Ben commands it. */
const incident = (more: readonly Entry[] = []): Incident => {
  const entries: Entry[] = [
    { type: 'incident.declared', at: minute(0), by: person(ana), title: 'x', severity: 'SEV2', key: 'k' },
    { type: 'role.assigned', at: minute(1), by: person(ana), role: 'commander', to: ben },
    ...more,
  ];
  const folded = entries.reduce<Incident | undefined>((state, entry) => foldEntry('i', state, entry), undefined);
  return folded ?? expect.fail('nothing was declared');
};
const access = (more: Partial<Settings['access']> = {}): Settings['access'] => ({ ...defaultSettings.access, ...more });
const ask = (id: string, more: Partial<Asking> & { kind?: Kind } = {}): Asking => ({
  actor: { id, kind: more.kind ?? 'member' },
  incident: incident(),
  access: access(),
  memberships: {},
  ...more,
});

describe('who may do what', () => {
  const allowed = (...words: Parameters<typeof mayDo>): boolean => mayDo(...words).type === 'allowed';

  it.each<[string, readonly string[], Record<string, boolean>]>([
    ['anyone', ['anyone'], { [ana]: true, [dan]: true }],
    ['its responders', ['responders'], { [ana]: true, [ben]: true, [dan]: false }],
    ['its commander', ['commander'], { [ana]: false, [ben]: true }],
    ['a person', [cleo], { [cleo]: true, [ana]: false, [ben]: false }],
    ['several', ['commander', cleo], { [ben]: true, [cleo]: true, [ana]: false }],
    ['nobody', [], { [ana]: false, [ben]: false }],
  ])('%s', (_, who, expected) => {
    const rules = access({ resolve: [...who] as Settings['access']['resolve'] });
    const found = Object.keys(expected).map((id) => [id, allowed('resolve', ask(id, { access: rules }))]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('a group is asked for only when nothing cheaper allows', () => {
    const rules = access({ resolve: ['commander', team] });
    const of = (id: string, memberships: Memberships = {}) => mayDo('resolve', ask(id, { access: rules, memberships }));
    expect(of(ben)).toEqual({ type: 'allowed', because: 'commander' });
    expect(of(dan)).toEqual({ type: 'depends', groups: [team] });
    expect(of(dan, { [team]: 'in' })).toEqual({ type: 'allowed', because: team });
    expect(of(dan, { [team]: 'out' })).toMatchObject({ code: 'not-allowed' });
    expect(of(dan, { [team]: 'unavailable' })).toMatchObject({
      reason: 'Slack does not say right now who is in <!subteam^S0TEAM>; try again in a moment',
    });
  });

  it('a refusal says who can', () => {
    const rules = access({ merge: ['commander', 'responders', team, cleo], act: [] });
    const why = (deed: 'merge' | 'act') => {
      const permission = mayDo(deed, ask(dan, { access: rules, memberships: { [team]: 'out' } }));
      return permission.type === 'refusal' ? permission.reason : permission.type;
    };
    expect([why('merge'), why('act')]).toMatchInlineSnapshot(`
      [
        "only its commander, <@U0BEN>, or its responders (acknowledging or joining makes you one) or <!subteam^S0TEAM> or <@U0CLEO> may merge and split incidents",
        "nobody may run what a runbook’s actions run: the settings name no one",
      ]
    `);
  });

  it.each<[Kind, { respond: boolean; resolve: boolean }]>([
    ['member', { respond: true, resolve: true }],
    ['guest', { respond: false, resolve: false }],
    ['stranger', { respond: false, resolve: false }],
    ['bot', { respond: false, resolve: false }],
    ['deactivated', { respond: false, resolve: false }],
    ['unknown', { respond: false, resolve: false }],
  ])('%s', (kind, expected) => {
    const may = (deed: 'respond' | 'resolve') => allowed(deed, ask(ana, { kind }));
    expect({ respond: may('respond'), resolve: may('resolve') }).toEqual(expected);
  });

  it('guests and strangers respond if the settings let them, and do no more', () => {
    for (const kind of ['guest', 'stranger'] as const) {
      const rules = access({ guests: 'respond', strangers: 'respond' });
      expect(allowed('respond', ask(dan, { kind, access: rules })), kind).toBe(true);
      expect(allowed('resolve', ask(dan, { kind, access: rules })), kind).toBe(false);
    }
  });

  it('somebody unknown does what cannot wait, by the rules for members', () => {
    expect(allowed('respond', ask(dan, { kind: 'unknown', urgent: true }))).toBe(true);
    const rules = access({ respond: ['responders'] });
    expect(allowed('respond', ask(dan, { kind: 'unknown', urgent: true, access: rules }))).toBe(false);
  });

  it('whoever declares one is its first responder', () => {
    expect(allowed('private', ask(dan, { incident: undefined }))).toBe(true);
    expect(allowed('private', ask(dan))).toBe(false);
  });
});

describe('who may see a private incident', () => {
  const made = incident([{ type: 'incident.made-private', at: minute(2), by: person(ana) }]);
  const inChannel = incident([
    { type: 'incident.made-private', at: minute(2), by: person(ana) },
    { type: 'channel.opened', at: minute(3), by: { type: 'tocsin' }, channel: 'C0NEW', name: 'new' },
  ]);
  const look = (
    seen: Incident,
    viewer: Parameters<typeof maySee>[1],
    more: {
      kind?: Kind;
      private?: Settings['access']['private'];
      invited?: readonly string[];
      memberships?: Memberships;
    } = {},
  ) =>
    maySee(seen, viewer, {
      kind: more.kind ?? 'member',
      access: access(more.private ? { private: more.private } : {}),
      invited: more.invited ?? [],
      memberships: more.memberships ?? {},
    }).type;

  it('a public one: anybody', () => expect(look(incident(), { user: dan })).toBe('seen'));

  it('whom Slack does not describe: the one that they do to what cannot wait, unless it is private', () => {
    const nobodyKnown = { kind: 'unknown' } as const;
    expect(look(incident(), { user: dan }, nobodyKnown)).toBe('unsure');
    expect(look(incident(), { user: dan, urgent: true }, nobodyKnown)).toBe('seen');
    expect(look(made, { user: dan, urgent: true }, nobodyKnown)).toBe('unsure');
    expect(look(made, { user: dan, urgent: true }, { kind: 'guest' })).toBe('hidden');
    expect(look(incident(), { user: dan, urgent: true }, { kind: 'stranger' })).toBe('hidden');
  });

  it.each<[string, string]>([
    [ana, 'seen'],
    [ben, 'seen'],
    [dan, 'hidden'],
  ])('%s: %s', (user, expected) => expect(look(made, { user })).toBe(expected));

  it('whoever speaks in its channel, and not in the one that it left', () => {
    const left = incident([
      { type: 'channel.opened', at: minute(1), by: { type: 'tocsin' }, channel: 'C0OLD', name: 'old' },
      { type: 'incident.made-private', at: minute(2), by: person(ana) },
    ]);
    expect(left.private?.left?.id).toBe('C0OLD');
    expect(look(left, { user: dan, channel: 'C0OLD' })).toBe('hidden');
    expect(look(inChannel, { user: dan, channel: 'C0NEW' })).toBe('seen');
    expect(look(inChannel, { user: dan, channel: 'C0OLD' })).toBe('hidden');
  });

  it('whom the settings name, by person or group; “anyone” lets nobody look', () => {
    expect(look(made, { user: dan }, { private: [dan] })).toBe('seen');
    expect(look(made, { user: dan }, { private: ['anyone'] })).toBe('hidden');
    expect(look(made, { user: dan }, { private: [team] })).toBe('depends');
    expect(look(made, { user: dan }, { private: [team], memberships: { [team]: 'in' } })).toBe('seen');
    expect(look(made, { user: dan }, { private: [team], memberships: { [team]: 'unavailable' } })).toBe('hidden');
  });

  it('the members of groups that are invited to its channel', () => {
    expect(look(made, { user: dan }, { invited: [team] })).toBe('depends');
    expect(look(made, { user: dan }, { invited: [team], memberships: { [team]: 'in' } })).toBe('seen');
  });
});
