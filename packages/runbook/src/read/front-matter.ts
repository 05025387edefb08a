import { Severity } from '@tocsin/workflow';
import * as z from 'zod/mini';
import type { Scope } from '../model.ts';
import { nameOneOf, nearest, problemAt, type RunbookProblem } from '../problem.ts';
import { isIncidentVariable } from '../variables.ts';
import { deepest, type Issue, sentence } from './issues.ts';
import { parseYaml } from './yaml.ts';

export interface FrontMatter {
  readonly title?: string;
  readonly scope: Scope;
  readonly owner?: string;
  readonly lastReviewed?: string;
  readonly variables: Readonly<Record<string, string>>;
}
export const noFrontMatter: FrontMatter = {
  scope: { workflows: [], steps: [], dependencies: [], alarms: [], severities: [] },
  variables: {},
};

const Words = z.string('write some text').check(z.regex(/\S/, 'write some text'));
const listMessage = 'write one name, or a list of names';
const List = z._default(
  z.pipe(
    z.union([Words, z.array(Words)], listMessage),
    z.transform((value) => (typeof value === 'string' ? [value] : value)),
  ),
  [],
);
const severityMessage = 'use SEV1, SEV2, SEV3 or SEV4, or a list of them';
const AppliesTo = z.strictObject(
  {
    workflows: List,
    steps: List,
    dependencies: List,
    alarms: List,
    severities: z._default(
      z.pipe(
        z.union([Severity, z.array(Severity)], severityMessage),
        z.transform((value) => (typeof value === 'string' ? [value] : value)),
      ),
      [],
    ),
  },
  'write workflows, steps, dependencies, alarms or severities, each with its names',
);
const Ours = z.strictObject({
  title: z.optional(Words),
  'applies-to': z.optional(
    z.pipe(
      z.union([Words, z.array(Words), AppliesTo], 'write the id of a workflow, or steps, dependencies and so on'),
      // The short form: ids of workflows.
      z.transform(
        (value): Scope =>
          typeof value === 'string'
            ? { ...noFrontMatter.scope, workflows: [value] }
            : Array.isArray(value)
              ? { ...noFrontMatter.scope, workflows: value }
              : value,
      ),
    ),
  ),
  owner: z.optional(Words),
  'last-reviewed': z.optional(
    z.string('write a date such as 2026-11-05').check(z.refine(isDate, 'write a date such as 2026-11-05')),
  ),
  variables: z._default(
    z.record(z.string(), z.union([z.string(), z.number()], 'write a text'), 'write names with their values'),
    {},
  ),
});
const ourKeys = Object.keys(Ours.shape);
const scopeKeys = Object.keys(AppliesTo.shape);

/**
 * Reads the front matter, whose first line of YAML is the file's second.
 *
 * @returns what it says; `ours` is false for that of a site generator, whose keys are not ours to judge
 */
export function readFrontMatter(
  file: string,
  text: string,
): { readonly matter: FrontMatter; readonly ours: boolean; readonly problems: RunbookProblem[] } {
  const yaml = parseYaml(text);
  const at = (line: number) => ({ file, line: line + 1 });
  if (yaml.type === 'wrong') {
    const mend = 'Correct the YAML between the two lines of hyphens.';
    return {
      matter: noFrontMatter,
      ours: true,
      problems: [problemAt(at(yaml.line), `front matter: ${yaml.reason}`, mend)],
    };
  }
  const keys = Object.keys(yaml.value);
  const ours = keys.some((key) => key !== 'title' && (ourKeys.includes(key) || nearest(key, ourKeys) !== undefined));
  if (!ours) {
    const { title } = yaml.value;
    const titled = typeof title === 'string' && title.trim() !== '' ? { title } : {};
    return { matter: { ...noFrontMatter, ...titled }, ours, problems: [] };
  }
  const parsed = Ours.safeParse(yaml.value);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, (path) => at(yaml.lineOf(path))));
    return { matter: noFrontMatter, ours, problems };
  }
  const { title, owner, 'last-reviewed': lastReviewed, variables, 'applies-to': scope } = parsed.data;
  const hidden = Object.keys(variables).filter((name) => isIncidentVariable(name) || !/^[A-Za-z][\w-]*$/.test(name));
  const problems = hidden.map((name) =>
    problemAt(
      at(yaml.lineOf(['variables', name])),
      isIncidentVariable(name) ? `the incident itself gives {{${name}}}` : `{{${name}}} is no name of a variable`,
      'Give it another name: letters, digits and hyphens, beginning with a letter.',
    ),
  );
  const matter = {
    scope: scope ?? noFrontMatter.scope,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    ...(title === undefined ? {} : { title }),
    ...(owner === undefined ? {} : { owner }),
    ...(lastReviewed === undefined ? {} : { lastReviewed }),
  };
  return { matter, ours, problems };
}

function problemsOf(
  issue: Issue,
  at: (path: readonly PropertyKey[]) => { file: string; line: number },
): RunbookProblem[] {
  const found = deepest(issue);
  if (found.code === 'unrecognized_keys') {
    const known = found.path.length === 0 ? ourKeys : scopeKeys;
    return found.keys.map((key) =>
      problemAt(at([...found.path, key]), `front matter: there is no key "${key}"`, nameOneOf(key, known)),
    );
  }
  const mend = found.message === 'Invalid input' ? severityOr(found.path) : found.message;
  return [
    problemAt(at(found.path), `front matter: the value of "${found.path.join('.')}" does not fit`, sentence(mend)),
  ];
}

const severityOr = (path: readonly PropertyKey[]): string =>
  path.includes('severities') ? severityMessage : 'write a value that fits';

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}
