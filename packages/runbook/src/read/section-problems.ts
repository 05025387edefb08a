import { type Block, type Inline, inlinesOf } from '../document.ts';
import { nameOneOf, problemAt, type RunbookProblem } from '../problem.ts';
import type { Act } from '../spec/acts.ts';
import { permissionFor, type RunbookPolicy } from '../spec/policy.ts';
import { incidentVariables, isIncidentVariable, variablesIn } from '../variables.ts';
import { leadsTo } from './exits.ts';
import { follow } from './paths.ts';
import type { Section, Source } from './source.ts';

export interface Around {
  readonly sourceOf: (file: string) => Source | undefined;
  readonly fileExists: (path: string) => boolean;
  readonly policy: RunbookPolicy;
  /** Variables that the catalog gives to all runbooks. */
  readonly variables: readonly string[];
}

/** What can be wrong within one heading, told without knowing what comes before or behind it. */
export function sectionProblems(source: Source, around: Around): RunbookProblem[] {
  const introduction = { file: source.file, line: 1 };
  return [
    ...linkProblems(source, introduction, source.introduction, around),
    ...(source.ours ? variableProblems(introduction, textsOf(source.introduction), source, around) : []),
    ...source.sections.flatMap((section, index) => [
      ...emptyProblems(section, source.sections[index + 1]),
      ...linkProblems(source, section.place, section.text, around),
      ...(source.ours
        ? variableProblems(section.place, [section.title, ...textsOf(section.text)], source, around)
        : []),
      ...specProblems(section, source, around),
    ]),
  ];
}

function emptyProblems(section: Section, next: Section | undefined): RunbookProblem[] {
  const groups = next !== undefined && next.level > section.level;
  const says = section.text.length > 0 || section.specified || section.branches.length + section.includes.length > 0;
  if (groups || says) return [];
  return [
    problemAt(section.place, `the step "${section.title}" has no text`, 'Say what to do, or take the heading out.'),
  ];
}

function specProblems(section: Section, source: Source, around: Around): RunbookProblem[] {
  const { spec, place } = section;
  if (!spec) return [];
  const written = spec.type === 'act' ? spec.act : spec.check;
  const found = variableProblems(place, stringsIn(written), source, around);
  if ('url' in written) {
    const [first = ''] = variablesIn(/^\{\{[^}]*\}\}/.exec(written.url)?.[0] ?? '');
    if (isIncidentVariable(first)) {
      const problem = `{{${first}}} of the incident decides which host is asked`;
      found.push(problemAt(place, problem, 'Begin the address with https:// or a variable of the catalog.'));
    }
  }
  return spec.type === 'act' ? [...found, ...actProblems(place, spec.act, around.policy)] : found;
}

function actProblems(place: Section['place'], act: Act, policy: RunbookPolicy): RunbookProblem[] {
  const permission = permissionFor(act, policy);
  const refused = permission.type === 'refused' ? [problemAt(place, permission.reason, permission.mend)] : [];
  if (!('stages' in act)) return refused;
  const rising = act.stages.every((share, index) => index === 0 || share > (act.stages[index - 1] ?? 0));
  const falling = act.stages.every((share, index) => index === 0 || share < (act.stages[index - 1] ?? 0));
  return rising || falling
    ? refused
    : [...refused, problemAt(place, 'the stages go to and fro', 'List percentages that only rise, or only fall.')];
}

function variableProblems(
  place: { readonly file: string; readonly line: number },
  texts: readonly string[],
  source: Source,
  { variables }: Around,
): RunbookProblem[] {
  const known = [...Object.keys(incidentVariables), ...Object.keys(source.matter.variables), ...variables];
  const used = new Set(texts.flatMap(variablesIn));
  return [...used]
    .filter((name) => !isIncidentVariable(name) && !known.includes(name))
    .map((name) =>
      problemAt(place, `there is no variable {{${name}}}`, nameOneOf(name, [...known, 'dimension.<Name>'])),
    );
}

function linkProblems(
  source: Source,
  place: { readonly file: string; readonly line: number },
  blocks: readonly Block[],
  { sourceOf, fileExists }: Around,
): RunbookProblem[] {
  const dead = (url: string, problem: string): RunbookProblem[] => [
    problemAt(place, `the link ${url || '(empty)'} leads nowhere: ${problem}`, 'Correct it, or take it out.'),
  ];
  return addressed([...inlinesOf(blocks)]).flatMap((url) => {
    if (url === '') return dead(url, 'it has no address');
    if (/^(javascript|data|vbscript|file):/i.test(url)) return dead(url, 'nobody can follow it from Slack');
    const target = follow(source.file, url);
    // `{{…}}` in an address is filled in when it is shown.
    if (!target || variablesIn(url).length > 0) return [];
    const { file, anchor } = target;
    const other = file === source.file ? source : sourceOf(file);
    if (!other) return fileExists(file) ? [] : dead(url, `there is no file ${file}`);
    return anchor === undefined || leadsTo(other, anchor) ? [] : dead(url, `there is no heading #${anchor} in ${file}`);
  });
}

const addressed = (parts: readonly Inline[]): string[] => [
  ...new Set(parts.flatMap((part) => (part.type === 'link' || part.type === 'image' ? [part.url] : []))),
];

/** Texts in which variables are filled in: all but code, whose braces may be those of another language. */
function textsOf(blocks: readonly Block[]): string[] {
  return [...inlinesOf(blocks)].flatMap((part) => (part.type === 'text' ? [part.text] : []));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
