import { type ActionItem, type ActionKind, actionsOf } from '@tocsin/incident';
import { entry, type Sourced, timeline, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, type Part, quote, row } from '../say.ts';
import { ofKind } from '../statements.ts';
import { between, duration } from '../times.ts';
import { wentOtherwise } from '../told-walks.ts';
import { outcomesOf } from '../walks.ts';

/** What people wrote down to do, and what the record suggests beside it. */
export function actions(facts: Facts): Block[] {
  const items = actionRows(facts);
  const proposed = proposedActions(facts);
  return [
    ...(items.length > 0
      ? [{ type: 'table', head: ['Item', 'What', 'Type', 'Owner', 'Due', 'Priority', 'State'], rows: items } as const]
      : []),
    ...(proposed.length > 0
      ? [
          { type: 'heading', text: 'Proposed, for people to take or drop' } as const,
          { type: 'table', head: ['What', 'Type', 'Priority', 'Because'], rows: proposed } as const,
        ]
      : []),
    {
      type: 'prompt',
      question:
        'Which few of these are worth doing? Each needs an owner and a day, and prevention, detection and mitigation a share.',
      evidence: [],
    },
  ];
}

function actionRows({ given, of, names }: Facts): Row[] {
  const added = new Map(of('action.added').map(({ entry: one, ref }) => [one.action, ref]));
  const ended = new Map(
    [...of('action.done'), ...of('action.dropped')].map(({ entry: one, ref }) => [one.action, ref]),
  );
  return actionsOf(given.incident).map((item) => {
    const refs = [added.get(item.id), item.ended ? ended.get(item.id) : undefined].flatMap((ref) =>
      ref === undefined ? [] : [entry(ref)],
    );
    return row(
      together(refs) ?? [timeline],
      item.id,
      quote(names.inText(item.text)),
      item.kind ?? '',
      item.owner === undefined ? '' : names.of(item.owner),
      item.due ?? '',
      priorityOf(given.incident.severity, item.kind),
      stateOf(item, names),
    );
  });
}

const stateOf = ({ ended }: ActionItem, names: Facts['names']): Part[] => {
  if (!ended) return ['open'];
  return ended.dropped === undefined ? ['done'] : ['dropped: ', quote(names.inText(ended.dropped))];
};

/** By rule: what keeps a bad incident from coming back, or from being seen late, comes first. */
export const priorityOf = (severity: string, kind: ActionKind | undefined): string => {
  if (severity > 'SEV2') return 'P3';
  return kind === 'prevent' || kind === 'detect' ? 'P1' : 'P2';
};

interface Proposal {
  readonly what: readonly Part[];
  readonly kind: ActionKind;
  readonly because: string;
  readonly sources: Sourced;
}

function proposedActions(facts: Facts): Row[] {
  const severity = facts.given.incident.severity;
  return [...fromStatements(facts), ...fromRunbooks(facts), ...fromDetection(facts), ...fromEscalation(facts)].map(
    ({ what, kind, because, sources }) => row(sources, what, kind, priorityOf(severity, kind), because),
  );
}

const kinds: readonly { readonly kind: ActionKind; readonly pattern: RegExp }[] = [
  { kind: 'detect', pattern: /\b(alert|alarm|monitor|dashboard|detect|canary|slo|page (us|me|someone))/i },
  {
    kind: 'process',
    pattern:
      /\b(runbook|playbook|document|docs?|train|drill|practi[cs]e|game ?day|dirt|exercise|procedure|on-?call|review|checklist)/i,
  },
  {
    kind: 'mitigate',
    pattern: /\b(rollback|kill ?switch|failover|fallback|faster|shed|rate limit|timeout|backup|restore)/i,
  },
];
const kindOf = (text: string): ActionKind => kinds.find(({ pattern }) => pattern.test(text))?.kind ?? 'prevent';

/** Unless an action item was made of the message already. */
function fromStatements({ statements, given }: Facts): Proposal[] {
  const taken = new Set(actionsOf(given.incident).flatMap(({ source }) => source?.ts ?? []));
  const written = new Set(actionsOf(given.incident).map(({ text }) => text.trim().toLowerCase()));
  return ofKind(statements.all, 'follow-up')
    .filter(({ ts, text }) => !(ts !== undefined && taken.has(ts)) && !written.has(text.trim().toLowerCase()))
    .slice(0, 15)
    .map(({ who, text, sources }) => ({
      what: [who, ' wrote ', quote(text)],
      kind: kindOf(text),
      because: 'it says what is left to do',
      sources,
    }));
}

function fromRunbooks({ walks, workflow }: Facts): Proposal[] {
  const found = walks.flatMap(({ walk, sourcesOf }) =>
    walk.plan.steps.flatMap(({ id, title }): Proposal[] => {
      const other = outcomesOf(walk, id).find(wentOtherwise);
      if (!other) return [];
      const because = other.type === 'skipped' ? 'it was skipped' : 'it did not work';
      return [{ what: ['Look at the runbook step ', code(title)], kind: 'process', because, sources: sourcesOf(id) }];
    }),
  );
  if (walks.length > 0 || !workflow) return found;
  const what = ['Write or link a runbook for this'];
  return [{ what, kind: 'process', because: 'no runbook was walked', sources: [timeline] }];
}

/** Longer than a canary that runs each minute needs, with an alarm that waits for a second point. */
const lateMs = 5 * 60_000;

function fromDetection({ clocks, of }: Facts): Proposal[] {
  const { began, detected } = clocks;
  const declared = of('incident.declared')[0];
  const byPerson = declared?.entry.by.type === 'person' && detected?.at === declared.entry.at;
  const late = began && detected ? between(began.at, detected.at) : 0;
  if (!detected || (!byPerson && late <= lateMs)) return [];
  const because = byPerson
    ? 'a person noticed it before any alarm'
    : `it was detected ${duration(late)} after the fault began`;
  const sources = together(began?.sources ?? [], detected.sources) ?? detected.sources;
  return [{ what: ['Detect this by an alarm or a canary step, within minutes'], kind: 'detect', because, sources }];
}

function fromEscalation({ of }: Facts): Proposal[] {
  const [first] = of('page.escalated');
  if (!first) return [];
  return [
    {
      what: ['Look at why the first page was not acknowledged in time'],
      kind: 'process',
      because: 'it was paged again',
      sources: [entry(first.ref)],
    },
  ];
}
