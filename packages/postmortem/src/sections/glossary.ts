import { declaration } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Row } from '../model.ts';
import { code, listed, type Part, row } from '../say.ts';

/** The workflow's words for whoever does not work on it, from its declaration. */
export function glossary({ workflow }: Facts): Block[] {
  if (!workflow)
    return [
      {
        type: 'prompt',
        question: 'Which words of this document does somebody from another team not know?',
        evidence: [],
      },
    ];
  const { id, title, summary, owner, slo, steps } = workflow;
  const dependencies = new Map(
    steps.flatMap(({ needs }) => needs.map(({ dependency }) => [dependency.id, dependency])),
  );
  const rows: Row[] = [
    row([declaration(id)], [title], `Workflow ${id}, owned by ${owner.team}: ${summary}`),
    ...steps.map((step) =>
      row(
        [declaration(id, step.id)],
        [step.title],
        [
          'Step ',
          code(step.id),
          `, served by ${step.service}`,
          ...(step.after.length > 0 ? [', after ', ...listed(step.after.map(code))] : []),
          ...needsOf(step.needs),
        ],
      ),
    ),
    ...[...dependencies.values()].map((dependency) =>
      row(
        [declaration(id)],
        [dependency.title],
        ['Dependency ', code(dependency.id), ...(dependency.owner ? [`, owned by ${dependency.owner.team}`] : [])],
      ),
    ),
    row(
      [declaration(id)],
      'Objective',
      `${slo.objective} % ${slo.sli} over ${slo.window === '28d' ? '28' : '30'} days`,
    ),
  ];
  return [{ type: 'table', head: ['Word', 'Means'], rows }];
}

function needsOf(needs: NonNullable<Facts['step']>['needs']): Part[] {
  const [hard, soft] = (['hard', 'soft'] as const).map((kind) =>
    needs.filter((need) => need.kind === kind).map(({ dependency }) => code(dependency.id)),
  );
  return [
    ...(hard && hard.length > 0 ? ['; fails with ', ...listed(hard)] : []),
    ...(soft && soft.length > 0 ? ['; does less without ', ...listed(soft)] : []),
  ];
}
