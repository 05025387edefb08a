import { nextOf, plannedStep, recordOf, type Target, type Walk } from '@tocsin/runbook';

/**
 * What somebody presses who trusts the runbook, the best first: what Tocsin can look at or do is left to it, and where the
 * runbook asks, the answer is the one that leads to what Tocsin can do. Nothing while a result is awaited.
 */
export function nextPress(walk: Walk): string[] {
  const next = nextOf(walk);
  switch (next.type) {
    case 'do':
      return ['walk.done'];
    case 'check':
    case 'act':
      return ['walk.start'];
    case 'decide':
      return [`walk.answer.${answerTowardsAct(walk)}`];
    case 'approve':
      return ['walk.approve'];
    case 'went-badly':
      return ['walk.again'];
    case 'result':
    case 'nothing':
      return [];
    default:
      return next satisfies never;
  }
}

/** The first answer behind which the nearest act is that was not done yet. */
function answerTowardsAct(walk: Walk): number {
  const branches = plannedStep(walk, walk.at)?.exits.branches ?? [];
  const distances = branches.map(({ target }) => distanceToAct(walk, target));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

function distanceToAct(walk: Walk, from: Target): number {
  const seen = new Set<string>();
  let open = [from];
  for (let distance = 0; open.length > 0; distance++) {
    const further: Target[] = [];
    for (const target of open) {
      const step = target.type === 'step' && !seen.has(target.step) ? plannedStep(walk, target.step) : undefined;
      if (!step) continue;
      if (step.type === 'act' && recordOf(walk, step.id).status.type !== 'acted') return distance;
      seen.add(step.id);
      const { onward, otherwise, branches } = step.exits;
      further.push(
        ...[onward, otherwise, ...branches.map((branch) => branch.target)].filter((one) => one !== undefined),
      );
    }
    open = further;
  }
  return Number.POSITIVE_INFINITY;
}
