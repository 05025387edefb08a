import { couldMatch, matches } from '../glob.ts';
import { hasVariables, withWildcards } from '../variables.ts';
import type { Act, ActKind, BackAct } from './acts.ts';

/**
 * What runbooks may do, declared in the catalog and reviewed there: an allow-list. What no rule allows is refused, when
 * the catalog is built and once more, with all variables filled in, before it is done.
 *
 * @example
 * export const policy: RunbookPolicy = {
 *   allow: [
 *     { act: 'lambda', resources: ['shop-restart-*'] },
 *     { act: 'aws', resources: ['ecs:UpdateService'], parameters: { cluster: 'shop-*' }, approval: 'second-person' },
 *   ],
 * };
 */
export interface RunbookPolicy {
  readonly allow: readonly Allowance[];
  /** What checks may read beside metrics and alarms, by name, with `*`; the role of the function that looks has no more. */
  readonly read?: { readonly logGroups?: readonly string[]; readonly tables?: readonly string[] };
  /**
   * Hosts of the inside (`status.internal`, `10.0.3.7:8080`) that http checks and webhooks may reach, also without TLS.
   * All other private addresses are refused, whatever a runbook or a name in DNS says.
   */
  readonly internal?: readonly string[];
}
export interface Allowance {
  readonly act: ActKind;
  /**
   * Patterns in which `*` stands for any text. What they are held against: the function of a lambda, the document of an
   * automation, `<service>:<Action>` of an aws call, the address of a webhook, `<zone>/<record>` of a route53-weight, the
   * rule's ARN of an alb-weight.
   */
  readonly resources: readonly string[];
  /** Patterns for the parameters (payload, body) that must be there, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Of an aws call: the ARNs that it touches, to which its role is held, with `*` as IAM reads it. Of an automation: the
   * roles that it may be handed.
   */
  readonly arns?: readonly string[];
  /** Nobody does this alone, whatever the runbook says. */
  readonly approval?: 'second-person';
}

export type Permission =
  | { readonly type: 'allowed'; readonly approval: boolean }
  | { readonly type: 'refused'; readonly reason: string; readonly mend: string };

/**
 * Whether an act is allowed, and whether a second person must agree. An act that still has variables in it is allowed
 * if some values of theirs would be; it must be asked about again once they are filled in.
 */
export function permissionFor(act: Act | BackAct, policy: RunbookPolicy): Permission {
  const resource = resourceOf(act);
  const rules = policy.allow.filter((rule) => allows(rule, act, resource));
  if (rules.length === 0) {
    return {
      type: 'refused',
      reason: `the policy does not allow ${act.act} ${resource}`,
      mend: 'Add it to the policy in the catalog, or do it by hand in this step.',
    };
  }
  const back = 'back' in act && typeof act.back === 'object' ? permissionFor(act.back, policy) : undefined;
  if (back?.type === 'refused') return { ...back, reason: `${back.reason}, its way back` };
  // Several rules may fit; the strictest counts, so that a wide rule does not undo a narrow one.
  const asked = rules.some((rule) => rule.approval !== undefined) || ('approval' in act && act.approval !== undefined);
  return { type: 'allowed', approval: asked };
}

/** What the patterns of the policy are held against. */
export function resourceOf(act: Act | BackAct): string {
  switch (act.act) {
    case 'lambda':
      return act.function;
    case 'automation':
      return act.document;
    case 'aws':
      return act.call;
    case 'webhook':
      return act.url;
    case 'route53-weight':
      return `${act.zone}/${act.record}`;
    case 'alb-weight':
      return act.rule;
    default:
      return act satisfies never;
  }
}

function allows(rule: Allowance, act: Act | BackAct, resource: string): boolean {
  if (rule.act !== act.act || !rule.resources.some((pattern) => fits(pattern, resource))) return false;
  const given = parametersOf(act);
  return Object.entries(rule.parameters ?? {}).every(([name, pattern]) => {
    const value = given[name];
    const texts = Array.isArray(value) ? value : [value];
    return value !== undefined && texts.length > 0 && texts.every((text) => isPlain(text) && fits(pattern, `${text}`));
  });
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const fits = (pattern: string, text: string): boolean =>
  hasVariables(text) ? couldMatch(pattern, withWildcards(text)) : matches(pattern, text);

function parametersOf(act: Act | BackAct): Readonly<Record<string, unknown>> {
  switch (act.act) {
    case 'lambda':
      return act.payload;
    case 'automation':
    case 'aws':
      return act.parameters;
    case 'webhook':
      return act.body;
    case 'route53-weight':
    case 'alb-weight':
      return { from: act.from, to: act.to };
    default:
      return act satisfies never;
  }
}
