import { type Role, roleNames } from '@tocsin/incident';
import { declaration, entry, message, type Sourced, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, listed, type Part, row, strong, time } from '../say.ts';

/** What stands at the top of every postmortem: when, how bad, drill or real, who. */
export function particulars(facts: Facts): Block[] {
  const declared = facts.of('incident.declared')[0];
  if (!declared) return [];
  const begun: Sourced = [entry(declared.ref)];
  const { given, workflow, step, names } = facts;
  const { authors = [] } = given;
  const rows: Row[] = [
    row(begun, 'Declared', [time(declared.entry.at), ' by ', names.actor(declared.entry.by)]),
    severityRow(facts, begun),
    row(begun, 'Drill or real', given.drill === undefined ? ['real'] : ['drill: ', strong(given.drill)]),
    ...(workflow
      ? [
          row([declaration(workflow.id), ...(step ? [declaration(workflow.id, step.id)] : [])], 'Workflow', [
            workflow.title,
            ...(step ? [', step ', code(step.id)] : []),
            `, owned by ${step?.owner?.team ?? workflow.owner.team}`,
          ]),
        ]
      : []),
    statusRow(facts, begun),
    ...roleRows(facts),
    ...responderRow(facts),
    ...writersRow(facts),
    ...(authors.length === 0 ? [] : [row(begun, 'Authors', listed(authors.map((id) => names.of(id))))]),
  ];
  return [{ type: 'table', head: ['What', 'Is'], rows }];
}

function severityRow({ of, given }: Facts, begun: Sourced): Row {
  const changes = of('severity.changed');
  const now = given.incident.severity;
  const worst = [now, ...changes.flatMap(({ entry: one }) => [one.from, one.to])].sort()[0] ?? now;
  const sources =
    together(
      begun,
      changes.map(({ ref }) => entry(ref)),
    ) ?? begun;
  return row(sources, 'Severity', [now, ...(worst === now ? [] : [`, at worst ${worst}`])]);
}

function statusRow({ given, of }: Facts, begun: Sourced): Row {
  const { status } = given.incident;
  const last = (['incident.closed', 'incident.resolved', 'incident.mitigated', 'incident.acknowledged'] as const)
    .flatMap((type) => of(type).at(-1) ?? [])
    .find(({ entry: one }) => one.type === `incident.${status}`);
  return row(last ? [entry(last.ref)] : begun, 'Incident', status);
}

function roleRows({ of, names }: Facts): Row[] {
  const assigned = of('role.assigned');
  return (Object.keys(roleNames) as Role[]).flatMap((role) => {
    const held = assigned.filter(({ entry: one }) => one.role === role);
    const sources = together(held.map(({ ref }) => entry(ref)));
    if (!sources) return [];
    const words = held.flatMap(({ entry: one }, index): Part[] => [
      ...(index === 0 ? [] : [', then ']),
      names.of(one.to),
      ' from ',
      time(one.at),
    ]);
    return [row(sources, capital(roleNames[role]), words)];
  });
}

/** Whoever joined, was given a role, declared or acknowledged: each with the entry that says so. */
function responderRow({ entries, names }: Facts): Row[] {
  const first = new Map<string, string>();
  const known = (id: string, ref: string): void => {
    if (!first.has(id)) first.set(id, ref);
  };
  for (const { entry: one, ref } of entries) {
    if (one.type === 'responder.joined') known(one.who, ref);
    if (one.type === 'role.assigned') known(one.to, ref);
    if ((one.type === 'incident.declared' || one.type === 'incident.acknowledged') && one.by.type === 'person')
      known(one.by.id, ref);
  }
  const sources = together([...first.values()].map(entry));
  return sources ? [row(sources, 'Responders', listed([...first.keys()].map((id) => names.of(id))))] : [];
}

/** More of them are a crowd, not a list. */
const mostWriters = 12;

/** Whoever is known of by what they wrote alone. */
function writersRow({ messages, names, of, entries }: Facts): Row[] {
  const known = new Set([
    ...of('responder.joined').map(({ entry: one }) => one.who),
    ...of('role.assigned').map(({ entry: one }) => one.to),
    ...entries.flatMap(({ entry: { by } }) => (by.type === 'person' ? [by.id] : [])),
  ]);
  const first = new Map<string, string>();
  for (const { user = '', ts } of messages) if (!known.has(user) && !first.has(user)) first.set(user, ts);
  const shown = [...first].slice(0, mostWriters);
  const sources = together(shown.map(([, ts]) => message(ts)));
  const more = first.size - shown.length;
  const people = [...shown.map(([id]) => names.of(id)), ...(more > 0 ? [`${more} more`] : [])];
  return sources ? [row(sources, 'Wrote in the channel, too', listed(people))] : [];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
