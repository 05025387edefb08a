import * as z from 'zod/mini';
import { Slo } from './slo/declare.ts';

/** Ids join everything (alarm names, metric dimensions, timeline entries), so they are short, lower-case and hyphenated. */
export const Id = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'use lower-case letters, digits and single hyphens, starting with a letter',
    ),
    z.maxLength(40, 'keep it within 40 characters'),
  );

export const Severity = z.enum(['SEV1', 'SEV2', 'SEV3', 'SEV4']);
export type Severity = z.infer<typeof Severity>;

const Url = z.string().check(z.regex(/^https:\/\/\S+$/, 'use an https:// address'));

const Pager = z.string().check(z.regex(/^arn:[^:]+:sns:[^:]+:\d{12}:\S+$/, "use an SNS topic's ARN"));

/**
 * Whom to tell: a team, its Slack user group (S…), its channel (C…), its pager, the ARN of an SNS topic, and whose pagers
 * come next, in order, while nobody acknowledges.
 */
export const Owner = z.strictObject({
  team: z.string().check(z.minLength(1, 'name the team')),
  userGroup: z.optional(z.string().check(z.regex(/^S[A-Z0-9]+$/, "use a user group's id, S…"))),
  channel: z.optional(z.string().check(z.regex(/^C[A-Z0-9]+$/, "use a channel's id, C…"))),
  pager: z.optional(Pager),
  escalation: z.optional(z.array(Pager)),
});
export type Owner = z.infer<typeof Owner>;

/** Something steps stand on; one declaration serves all workflows, so that a shared dependency is seen as one. */
export const Dependency = z.strictObject({
  id: Id,
  title: z.string().check(z.minLength(1, 'give it a title')),
  owner: z.optional(Owner),
  /** Names of alarms made elsewhere that tell of this dependency. */
  alarms: z.optional(z.array(z.string())),
});
export type Dependency = z.infer<typeof Dependency>;

/** hard: the step fails with it; soft: the step degrades. */
export const Need = z.strictObject({ dependency: Dependency, kind: z.enum(['hard', 'soft']) });
export type Need = z.infer<typeof Need>;

export const Links = z.strictObject({
  /** The workflow's folder on the Git host: the runbook is shown from there. */
  source: Url,
  dashboard: z.optional(Url),
  repository: z.optional(Url),
  logs: z.optional(Url),
});
export type Links = z.infer<typeof Links>;

/** A Markdown file beside the declaration. */
const Runbook = z
  .string()
  .check(z.regex(/^[^/].*\.md$/, 'name a Markdown file beside the declaration, such as runbook.md'));

export const Step = z.strictObject({
  id: Id,
  title: z.string().check(z.minLength(1, 'give it a title')),
  /** Who acts in the sequence diagram; the part of the system that serves the step. */
  service: z.string(),
  after: z.array(Id),
  needs: z.array(Need),
  timeoutMs: z.int().check(z.positive(), z.lte(840_000, 'a canary run ends after 840 s at the latest')),
  owner: z.optional(Owner),
  runbook: z.optional(Runbook),
  /** An objective of the step's own, beside the workflow's. */
  slo: z.optional(Slo),
  /** Names of alarms made elsewhere that tell of this step. */
  alarms: z.array(z.string()),
});
export type Step = z.infer<typeof Step>;

/** How the workflow is tried: see docs/slo.md for what each choice detects, and when. */
export const CanaryPlan = z.strictObject({
  /** A second canary, half a minute behind the first: Synthetics itself starts one a minute at most. */
  twin: z._default(z.boolean(), false),
  /** A failed check is tried again within its run for so long, ms, before it counts: what is over sooner pages nobody. */
  confirmMs: z._default(z.int().check(z.nonnegative(), z.lte(30_000, 'confirm within 30 s: people wait')), 8_000),
});
export type CanaryPlan = z.infer<typeof CanaryPlan>;

export const Workflow = z.strictObject({
  id: Id,
  title: z.string().check(z.minLength(1, 'give it a title')),
  summary: z.string(),
  owner: Owner,
  runbook: Runbook,
  slo: Slo,
  canary: z.prefault(CanaryPlan, {}),
  links: Links,
  /** Severity of an incident that stops the workflow; a mere degradation opens two below. */
  severity: z._default(Severity, 'SEV2'),
  steps: z.array(Step).check(z.minLength(1, 'declare at least one step')),
  /** Names of alarms made elsewhere that tell of the workflow as a whole. */
  alarms: z.array(z.string()),
});
/** A checked declaration; `StepId` keeps the step ids as a type, so that checks can be held against them. */
export interface Workflow<StepId extends string = string> extends Omit<z.infer<typeof Workflow>, 'steps'> {
  readonly steps: readonly (Step & { readonly id: StepId })[];
}
