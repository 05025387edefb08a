/** A workflow that is begun. */
export interface NewWorkflow {
  readonly id: string;
  /** What its declaration is called in code. */
  readonly name: string;
  readonly title: string;
  readonly steps: readonly string[];
}

/** Names that the doors use already, and words that no declaration may be called. */
const taken = new Set(
  'workflows settings checks one break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield await async'.split(
    ' ',
  ),
);

/** `design-viewer` → `designViewer` */
export function identifierOf(id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return taken.has(name) ? `${name}Workflow` : name;
}

const key = (id: string): string => (/^[a-z][a-z0-9]*$/.test(id) ? id : quoted(id));
const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"')
    ? `"${text.replaceAll('\\', '\\\\')}"`
    : `'${text.replace(/[\\']/g, '\\$&')}'`;
const titled = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

export const workflowText = ({
  id,
  name,
  title,
  steps,
}: NewWorkflow): string => `import { defineWorkflow } from '@tocsin/workflow';
import { viewerTeam } from '../owners.ts';

/**
 *     ${steps.join(' ─► ')}
 *
 * Say here what the steps are and why they are cut so.
 */
export const ${name} = defineWorkflow({
  id: '${id}',
  title: ${quoted(title)},
  summary: 'Someone does what this workflow is for.',
  owner: viewerTeam,
  runbook: 'runbook.md',
  severity: 'SEV3',
  slo: { objective: 99.5, window: '28d' },
  links: { source: 'https://git.example/tocsin/tree/main/packages/catalog/src/${id}' },
  // Each also says what it stands on, from dependencies.ts: needs: [hard(database), soft(recommendations)]
  steps: {
${steps.map((step) => `    ${key(step)}: { title: ${quoted(titled(step))}, service: 'Front', timeoutMs: 5_000 },`).join('\n')}
  },
});
`;

export const checksText = ({
  name,
  steps,
}: NewWorkflow): string => `import { defineChecks, http } from '@tocsin/canary';
import { ${name} } from './workflow.ts';

/** One check a step. Give a probe the \`dependency\` that it tells of, so that its failure is named. */
export const checks = defineChecks(
  ${name},
  {
${steps.map((step) => `    ${key(step)}: http({ url: '/health', expect: { status: 200 } }),`).join('\n')}
  },
  { environment: ['BASE_URL'] },
);
`;

export const runbookText = ({ title, steps }: NewWorkflow): string => `# ${title} does not work

What users see, and how urgent it is.

## Begin

- Include → [Say so](../runbooks/say-so.md)

## Walk the path yourself

${steps.map((step, index) => `${index + 1}. ${titled(step)}`).join('\n')}

Note the first step that fails, and what it says.

## Mend what fails

Say here what to look at, what to do, and whom to ask.

## Over

- Include → [Make sure that it is over](../runbooks/over.md)
`;
