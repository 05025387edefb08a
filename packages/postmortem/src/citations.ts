import type { Entry } from '@tocsin/incident';
import { runbookUrl, type Workflow } from '@tocsin/workflow';
import { keyOf, type Source } from './cite.ts';
import type { Facts } from './facts.ts';
import { type Citation, citedIn, type Section } from './model.ts';
import { code, type Part, quote, time, wordsOf } from './say.ts';
import { postedAt } from './times.ts';
import type { KnownWalk } from './walks.ts';

/** What each source that a draft cites is, in the order in which they are first cited. */
export function citationsOf(sections: readonly Section[], facts: Facts): Citation[] {
  const known = new Map<string, Source>();
  for (const { blocks } of sections)
    for (const block of blocks)
      for (const { sources } of citedIn(block)) for (const source of sources) known.set(keyOf(source), source);
  const describe = describer(facts);
  const used = new Map<string, number>();
  return [...known].flatMap(([key, source]): Citation[] => {
    const found = describe(source);
    if (!found) return [];
    // Two messages of one second, or two runs, are told apart by a number behind the label.
    const times = (used.get(found.label) ?? 0) + 1;
    used.set(found.label, times);
    const label = times === 1 ? found.label : `${found.label}-${times}`;
    return [{ key, label, words: wordsOf(found.words), ...(isWebAddress(found.url) ? { url: found.url } : {}) }];
  });
}

interface Described {
  readonly label: string;
  readonly words: readonly Part[];
  readonly url?: string | undefined;
}

/** Looks sources up; undefined for one that is not there, which the draft's check reports. */
function describer(facts: Facts): (source: Source) => Described | undefined {
  const { given, names, workflow } = facts;
  const entries = new Map(facts.entries.map((one) => [one.ref, one]));
  const messages = new Map(given.channel.messages.map((one) => [one.ts, one]));
  const runs = new Map([...given.canaryRuns, ...facts.runs.map(({ run }) => run)].map((run) => [run.runId, run]));
  const metrics = new Map(given.metrics.map((series, index) => [series.id, { series, index }]));
  const past = new Map(given.past.map((one) => [one.id, one]));
  const walks = new Map(facts.walks.map((one) => [one.id, one]));
  return (source) => {
    switch (source.type) {
      case 'entry': {
        const one = entries.get(source.ref);
        if (!one) return undefined;
        const url = linkOf(one.entry) ?? given.entryLinks?.[one.ref];
        return {
          label: `e${source.ref}`,
          words: [`Timeline entry ${source.ref}, `, code(one.entry.type), ', ', time(one.entry.at)],
          url,
        };
      }
      case 'timeline':
        return { label: 'timeline', words: [`All ${facts.entries.length} entries of the timeline`] };
      case 'message': {
        const one = messages.get(source.ts);
        const at = postedAt(source.ts);
        return (
          one && {
            label: `m${compact(at)}`,
            words: ['Message of ', names.of(one.user ?? ''), ', ', time(at)],
            url: one.permalink,
          }
        );
      }
      case 'metric': {
        const found = metrics.get(source.id);
        if (!found) return undefined;
        const { series, index } = found;
        return {
          label: `q${index + 1}`,
          words: [`${series.title}, `, time(source.from), ' to ', time(source.to), ': ', code(series.query)],
          url: series.link,
        };
      }
      case 'canary': {
        const run = runs.get(source.run);
        return (
          run && {
            label: `c${compact(run.startedAt)}`,
            words: ['Canary run ', code(run.runId), ', ', time(run.startedAt)],
            url: run.link,
          }
        );
      }
      case 'declaration':
        return declared(workflow, source);
      case 'runbook': {
        const found = walks.get(source.walk);
        return found && runbookWords(found, source.step);
      }
      case 'past': {
        const one = past.get(source.incident);
        return (
          one && {
            label: `p-${safe(one.id)}`,
            words: ['Incident ', code(one.id), ', ', quote(names.inText(one.title))],
            url: one.link,
          }
        );
      }
      default:
        return source satisfies never;
    }
  };
}

/** Where an entry can be looked at: the message it was read from, the alarm, the run. */
function linkOf(entry: Entry): string | undefined {
  switch (entry.type) {
    case 'message.read':
      return entry.content.link;
    case 'alarm.fired':
    case 'alarm.recovered':
    case 'alarm.lost-data':
      return entry.alarm.link;
    case 'canary.reported':
      return entry.run.link;
    case 'walk.moved':
    case 'task.told':
      return entry.result?.link;
    case 'action.added':
      return entry.source?.link;
    case 'incident.declared':
      return entry.from?.link;
    default:
      return undefined;
  }
}

function declared(workflow: Workflow | undefined, source: Source & { type: 'declaration' }): Described | undefined {
  const step = workflow?.steps.find(({ id }) => id === source.step);
  if (!workflow || workflow.id !== source.workflow || (source.step !== undefined && !step)) return undefined;
  const url = runbookUrl(workflow, 'workflow.ts');
  if (!step) return { label: `d-${workflow.id}`, words: ['Declaration of the workflow ', code(workflow.id)], url };
  return {
    label: `d-${workflow.id}-${step.id}`,
    words: ['Declaration of the step ', code(step.id), ' of ', code(workflow.id)],
    url,
  };
}

function runbookWords({ walk, runbook, id }: KnownWalk, step: string | undefined): Described | undefined {
  const url = runbook?.link;
  const file = code(walk.plan.file);
  const label = `r${id.replace(/[^0-9]+/g, '')}`;
  if (step === undefined) return { label, words: ['Runbook ', file, `, ${walk.plan.title}, as ${id}`], url };
  const index = walk.plan.steps.findIndex((planned) => planned.id === step);
  const planned = walk.plan.steps[index];
  return (
    planned && {
      label: `${label}.${index + 1}`,
      words: [`Step ${index + 1} of the runbook `, file, `, ${planned.title}, as ${id}`],
      url,
    }
  );
}

/** `141503` of a time: labels that tell when, and stay the same from draft to draft. */
const compact = (at: string): string =>
  at
    .slice(11, 19)
    .replaceAll(':', '')
    .replace(/[^0-9]/g, '');
const safe = (id: string): string => id.replace(/[^A-Za-z0-9-]+/g, '-');
const isWebAddress = (url: string | undefined): url is string =>
  url !== undefined && /^https?:\/\/[^\s<>"]+$/i.test(url);
