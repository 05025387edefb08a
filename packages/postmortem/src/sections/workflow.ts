import type { Naming } from '@tocsin/incident';
import { type Mark, sequenceDiagram } from '@tocsin/workflow';
import { canary, declaration, entry, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import type { KnownRun } from '../runs.ts';
import { code, listed, type Part, quote, say, strong, time } from '../say.ts';
import { sequenceOf } from '../sequence.ts';

/** Where on users' path it happened: the diagram, and the runs on both sides of the break. */
export function inTheWorkflow(facts: Facts): Block[] {
  const { workflow, given, turning, of } = facts;
  const { naming } = given.incident;
  if (!workflow)
    return [
      {
        type: 'prompt',
        question:
          'The incident belongs to no workflow of the catalog. Which path of users did it break, and in which step?',
        evidence: of('incident.declared').map(({ ref }) => say([entry(ref)], 'It was declared for no workflow.')),
      },
    ];
  const named = of('step.named').at(-1);
  const caption = say(
    together([declaration(workflow.id)], named ? [entry(named.ref)] : []) ?? [declaration(workflow.id)],
    ...positionWords(facts),
  );
  const runs = [
    ...(turning.lastGood ? [runSentence('The last good canary run before it', turning.lastGood)] : []),
    ...(turning.firstBad
      ? [runSentence('The first failed one', turning.firstBad), ...evidenceSentences(turning.firstBad)]
      : []),
    ...(turning.nextGood ? [runSentence('The next good one', turning.nextGood)] : []),
  ];
  return [
    {
      type: 'sequence',
      figure: sequenceOf(workflow, naming),
      mermaid: sequenceDiagram(workflow, markOf(naming)),
      caption,
    },
    ...(runs.length > 0
      ? [{ type: 'list', items: runs } as const]
      : [
          {
            type: 'prompt',
            question:
              'No canary run around the incident is known. Which was the last good and which the first bad request?',
            evidence: [],
          } as const,
        ]),
  ];
}

function markOf(naming: Naming | undefined): Mark | undefined {
  if (naming?.step === undefined) return undefined;
  const { step, dependency, states } = naming;
  const blocked = Object.keys(states).filter((id) => states[id] === 'blocked');
  return { step, blocked, ...(dependency === undefined ? {} : { dependency }) };
}

function positionWords({ workflow, step, dependency, given }: Facts): Part[] {
  const { naming } = given.incident;
  if (!workflow || !step || !naming) return [strong(workflow?.title ?? ''), ': no step was named.'];
  const blocked = Object.keys(naming.states).filter((id) => naming.states[id] === 'blocked');
  return [
    strong(workflow.title),
    naming.degraded ? ': degraded in ' : ': failing in ',
    code(step.id),
    ...(dependency ? [', with the dependency ', code(dependency.id), ' suspected'] : []),
    ...(blocked.length > 0 ? ['; not reached because of it: ', ...listed(blocked.map(code))] : []),
    '.',
  ];
}

const runSentence = (which: string, { run, failed, sources }: KnownRun): Sentence =>
  say(
    together(sources, [canary(run.runId)]) ?? sources,
    `${which} began at `,
    time(run.startedAt),
    ...(failed
      ? [' and failed in ', code(failed.step), ...(failed.reason === undefined ? [] : [': ', quote(failed.reason)])]
      : []),
    '.',
  );

/** What the failed check saw. */
function evidenceSentences({ failed, sources }: KnownRun): Sentence[] {
  if (!failed || failed.evidence.length === 0) return [];
  const seen = failed.evidence.slice(0, 5).map(({ label, value }): Part[] => [`${label} `, quote(value)]);
  return [say(sources, 'Its check saw ', ...seen.flatMap((one, index) => (index === 0 ? one : ['; ', ...one])), '.')];
}
