import type { Incident } from '@tocsin/incident';
import { chooseRunbook } from '@tocsin/runbook';
import type { WalkWorld } from './begin.ts';
import { situationFor } from './values.ts';

/** A runbook that somebody may pick. */
export interface RunbookChoice {
  readonly file: string;
  readonly title: string;
  readonly steps: number;
  /** Why it is offered; without it, nothing says that it fits. */
  readonly reason?: string;
}

/** All runbooks, those that fit first, the most fitting of them at the top. `none` says why none fits, if that is so. */
export async function runbookChoices(
  world: Pick<WalkWorld, 'runbooks'>,
  incident: Incident,
): Promise<{ readonly choices: readonly RunbookChoice[]; readonly none?: string }> {
  const { runbooks } = await world.runbooks.load();
  const chosen = chooseRunbook(runbooks, situationFor(incident));
  const fitting = chosen.type === 'chosen' ? chosen.choices : [];
  const others = runbooks
    .filter((runbook) => runbook.steps.length > 0 && !fitting.some((one) => one.runbook === runbook))
    .sort((a, b) => a.title.localeCompare(b.title));
  return {
    choices: [
      ...fitting.map(({ runbook, reason }) => ({ ...listed(runbook), reason })),
      ...others.filter(({ scope }) => Object.values(scope).some((names) => names.length > 0)).map(listed),
    ],
    ...(chosen.type === 'none' ? { none: chosen.reason } : {}),
  };
}

const listed = ({
  file,
  title,
  steps,
}: {
  readonly file: string;
  readonly title: string;
  readonly steps: readonly unknown[];
}): RunbookChoice => ({ file, title, steps: steps.length });
