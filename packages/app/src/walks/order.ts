import type { Incident } from '@tocsin/incident';
import { fillSpec, permissionFor, type Runbook, type What } from '@tocsin/runbook';
import type { RunbookCatalog } from './catalog.ts';
import { valuesFor } from './values.ts';

/** What Tocsin would look at or do at a step, all values filled in; or why a person has to. */
export type Ordered =
  | { readonly type: 'order'; readonly what: What; readonly approval: boolean }
  | { readonly type: 'by-hand'; readonly reason: string };

/**
 * What a check or an act of a runbook comes to in this incident, under the policy of today: an old version of a runbook
 * is walked on, but does nothing that is no longer allowed.
 *
 * @param now what `{{now}}` stands for, ISO 8601
 */
export function orderFor(
  incident: Incident,
  step: Runbook['steps'][number],
  { runbook, catalog, now }: { readonly runbook: Runbook; readonly catalog: RunbookCatalog; readonly now: string },
): Ordered | undefined {
  if (step.type !== 'check' && step.type !== 'act') return undefined;
  const values = valuesFor(incident, runbook, { shared: catalog.variables, now });
  if (step.type === 'check') {
    const filled = fillSpec(step.check, values);
    if (filled.type === 'refused') return { type: 'by-hand', reason: filled.reason };
    return { type: 'order', what: { type: 'check', check: filled.spec }, approval: false };
  }
  const filled = fillSpec(step.act, values);
  if (filled.type === 'refused') return { type: 'by-hand', reason: filled.reason };
  const permission = permissionFor(filled.spec, catalog.policy);
  if (permission.type === 'refused') return { type: 'by-hand', reason: `${permission.reason}. ${permission.mend}` };
  return { type: 'order', what: { type: 'act', act: filled.spec }, approval: permission.approval };
}
