import type { CanaryNeeds } from '../canary-needs.ts';
import { parseSecretReference } from '../secrets.ts';

/** What one canary is told, or why it is not deployed. */
export type CanaryPlan =
  | {
      readonly type: 'deployed';
      readonly workflow: string;
      /** Values of the variables; of secrets, where they are kept. */
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly type: 'left-out'; readonly workflow: string; readonly reason: string };

/**
 * Finds a stage's values for what a canary needs: `<WORKFLOW>_<NAME>` where workflows differ, else `<NAME>`. A canary whose
 * values are not set is left out with the reason, so that a stage can be made before there is anything for it to look at.
 *
 * @throws Error when the variable of a secret holds something else than where the secret is kept: nothing is deployed then
 */
export function planCanary(needs: CanaryNeeds, env: Readonly<Record<string, string | undefined>>): CanaryPlan {
  const { workflow } = needs;
  const own = (name: string) => `${workflow.replaceAll('-', '_').toUpperCase()}_${name}`;
  const valueOf = (name: string) => env[own(name)] || env[name];
  const names = [...needs.environment, ...needs.secrets];
  const missing = names.filter((name) => !valueOf(name));
  if (missing.length > 0) {
    const reason = `set ${missing.map((name) => `${name} (or ${own(name)})`).join(', ')}`;
    return { type: 'left-out', workflow, reason };
  }
  for (const name of needs.secrets) {
    const reference = parseSecretReference(name, valueOf(name));
    if (reference.type === 'refused') throw new Error(`The canary of "${workflow}": ${reference.reason}`);
  }
  return {
    type: 'deployed',
    workflow,
    environment: Object.fromEntries(names.map((name) => [name, valueOf(name) ?? ''])),
  };
}

/** A name from `CanaryNeeds` with the stage's values in place of its variables. */
export function fillIn(text: string, environment: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z0-9_]+)\}/g, (_, name: string) => environment[name] ?? '');
}
