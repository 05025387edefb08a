import { alarmSpecs, silenceAlarms } from '@tocsin/workflow';
import type { Answer, ExitCode } from '../answer.ts';
import { inRegion } from '../aws-clients.ts';
import { catalogAt } from '../catalog.ts';
import { readDeployment } from '../deployment.ts';
import type { Paint } from '../paint.ts';
import { checkAlarms } from './alarms.ts';
import { checkCanaries } from './canaries.ts';
import type { Check } from './check.ts';
import { checkFunctions } from './functions.ts';
import { ownSpecs } from './own.ts';
import { checkQueues } from './queues.ts';
import { checkSlack } from './slack.ts';
import { checkTable } from './table.ts';

export interface DoctorOptions {
  readonly catalog: string;
  readonly stage?: string;
  readonly region?: string;
  readonly outputs?: string;
  /** What could not be looked at counts as found. */
  readonly strict?: boolean;
}

/** Holds what is deployed against what the catalog and this version want. Changes nothing. */
export async function examine({ catalog, region, strict = false, ...about }: DoctorOptions): Promise<Answer> {
  inRegion(region);
  const deployment = await readDeployment(about);
  const { stage, canaries: reasons } = deployment;
  const workflows = await catalogAt(catalog).workflows();
  // What has no canary on purpose has no alarms either: they would tell of its silence for ever.
  const watched = workflows.filter(({ id }) => !reasons[id]?.startsWith('not deployed'));
  const specs = [
    ...watched.flatMap((workflow) => [...alarmSpecs(workflow, { stage }), ...silenceAlarms(workflow, { stage })]),
    ...ownSpecs(deployment),
  ];
  const checks = (
    await Promise.all([
      checkAlarms(specs, stage),
      checkCanaries(workflows, { stage, reasons }),
      checkSlack(deployment),
      checkQueues(deployment),
      checkTable(deployment),
      checkFunctions(deployment),
    ])
  ).flat();
  const code = codeOf(checks, strict);
  return {
    code,
    object: { ok: code === 0, stage, checks },
    words: (paint) =>
      [paint.bold(`Stage ${stage}`), ...checks.map((check) => wordsOf(check, paint)), '', summary(checks)].join('\n'),
  };
}

/** Nothing at all that could be looked at: then it is what the command was given that cannot be used. */
function codeOf(checks: readonly Check[], strict: boolean): ExitCode {
  const bad = new Set<Check['status']>(['fail', 'warn', ...(strict ? (['skipped'] as const) : [])]);
  if (checks.some(({ status }) => bad.has(status))) return 1;
  return checks.some(({ status }) => status === 'ok') ? 0 : 2;
}

const signs = { ok: '✓', warn: '!', fail: '✗', skipped: '–' } as const;

function wordsOf({ check, status, found, mend }: Check, { green, yellow, red, dim, bold }: Paint): string {
  const colour = { ok: green, warn: yellow, fail: red, skipped: dim }[status];
  return `${colour(signs[status])} ${bold(check)}: ${found}${mend === undefined ? '' : `\n    ${mend}`}`;
}

function summary(checks: readonly Check[]): string {
  const counted = (['fail', 'warn', 'skipped', 'ok'] as const).flatMap((status) => {
    const count = checks.filter((check) => check.status === status).length;
    return count === 0
      ? []
      : [`${count} ${{ ok: 'fine', warn: 'to look at', fail: 'wrong', skipped: 'not looked at' }[status]}`];
  });
  return `${counted.join(', ')}.`;
}
