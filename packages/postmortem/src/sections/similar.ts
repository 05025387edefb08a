import { declaration, entry, type Source, type Sourced, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, listed, type Part, quote, row, time } from '../say.ts';
import type { PastIncident } from '../sources.ts';

/** Earlier incidents that have something in common with this one, and what. */
export function similar(facts: Facts): Block[] {
  const found = similarTo(facts);
  return [
    ...(found.length > 0
      ? [
          {
            type: 'table',
            head: ['Incident', 'When (UTC)', 'In common', 'Then'],
            rows: found.map((one) => rowOf(one, facts)),
          } as const,
        ]
      : []),
    {
      type: 'prompt',
      question:
        found.length > 0
          ? 'Is there a pattern in these? Which of their action items would have helped?'
          : 'Has something like this happened before?',
      evidence: [],
    },
  ];
}

export interface Similar {
  readonly past: PastIncident;
  readonly weight: number;
  readonly reasons: readonly (readonly Part[])[];
}

/** The most alike first, of equals the latest. Private ones stay private. */
export function similarTo({ given, step, workflow, dependency, of, settings }: Facts): Similar[] {
  const alarms = new Set(of('alarm.fired').map(({ entry: one }) => one.alarm.name));
  const reasonsOf = (past: PastIncident): { words: Part[]; weight: number }[] => {
    const sameWorkflow = workflow !== undefined && past.workflow === workflow.id;
    const sameStep = sameWorkflow && step !== undefined && past.step === step.id;
    const shared = past.alarms.filter((name) => alarms.has(name)).slice(0, 3);
    return [
      ...(sameStep ? [{ words: ['the same step, ', code(step.id)], weight: 4 }] : []),
      ...(dependency && past.dependency === dependency.id
        ? [{ words: ['the same dependency, ', code(dependency.id)], weight: 3 }]
        : []),
      ...(shared.length > 0 ? [{ words: ['the alarm ', ...listed(shared.map(code))], weight: 2 }] : []),
      ...(sameWorkflow && !sameStep ? [{ words: ['the same workflow'], weight: 1 }] : []),
    ];
  };
  return given.past
    .filter(({ id, private: secret }) => !secret && id !== given.incident.id)
    .map((past): Similar => {
      const reasons = reasonsOf(past);
      return {
        past,
        weight: reasons.reduce((sum, { weight }) => sum + weight, 0),
        reasons: reasons.map(({ words }) => words),
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || b.past.at.localeCompare(a.past.at) || a.past.id.localeCompare(b.past.id))
    .slice(0, settings.mostSimilar);
}

function rowOf({ past, reasons }: Similar, { workflow, step, names, of }: Facts): Row {
  const { id, title, at, severity, factors = [], open = [], link } = past;
  const named = of('step.named').at(-1);
  const here: Source[] = [
    ...(workflow && step ? [declaration(workflow.id, step.id)] : []),
    ...(named ? [entry(named.ref)] : []),
  ];
  const sources: Sourced = together([{ type: 'past', incident: id }], here) ?? [{ type: 'past', incident: id }];
  const then: Part[] = [
    ...(factors.length > 0 ? ['factors: ', ...listed(factors.slice(0, 3).map((one) => quote(names.inText(one))))] : []),
    ...(open.length > 0
      ? [
          factors.length > 0 ? '; still open: ' : 'still open: ',
          ...listed(open.slice(0, 3).map((one) => quote(names.inText(one)))),
        ]
      : []),
  ];
  const shown: Part = link === undefined ? code(id) : { type: 'link', text: id, url: link };
  return row(
    sources,
    [shown, ` ${severity}, `, quote(names.inText(title))],
    [time(at)],
    reasons.flatMap((words, index) => (index === 0 ? words : ['; ', ...words])),
    then,
  );
}
