import type { Incident } from '@tocsin/incident';
import { expect, test } from 'vitest';
import { nothingAtHome } from '../../blocks/samples.ts';
import { home } from '../../views/home.ts';
import { menu } from '../../views/menu.ts';
import { subcommands } from './subcommands.ts';

const incident = {
  id: '20261105-k3v9q2xw',
  title: 'Checkout',
  severity: 'SEV2',
  alarms: { a: {}, b: {} },
  parts: {},
  amendable: { 3: 'stands' },
};
const menus = [
  { status: 'declared', roles: {} },
  { status: 'acknowledged', roles: { commander: 'U0ALICE' } },
  { status: 'resolved', roles: {} },
  { status: 'closed', roles: {} },
].map((standing) => menu({ incident: { ...incident, ...standing } as unknown as Incident }));

/** What buttons do, by the last part of what they are called. */
const done = new Set(
  [...JSON.stringify([menus, home(nothingAtHome)]).matchAll(/"action_id":"(?:form|do|incident)\.([\w-]+)/g)].map(
    ([, name]) => name,
  ),
);
/** A button is called by what it opens. */
const called: Readonly<Record<string, string>> = { open: 'declare', mitigated: 'mitigate' };

test.each(subcommands.map(({ words: [word] }) => word))(
  '“%s” is behind a button for whoever types no commands',
  (word) => {
    expect([...done]).toContain(called[word] ?? word);
  },
);
