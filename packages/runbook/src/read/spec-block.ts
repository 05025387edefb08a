import type { Code } from 'mdast';
import { nameOneOf, nearest, problemAt, type RunbookProblem } from '../problem.ts';
import { type Act, actKinds, actSchemas } from '../spec/acts.ts';
import { type Check, checkKinds, checkSchemas } from '../spec/checks.ts';
import { deepest, type Issue, sentence } from './issues.ts';
import { parseYaml } from './yaml.ts';

export type Spec = { readonly type: 'check'; readonly check: Check } | { readonly type: 'act'; readonly act: Act };

const kinds: Readonly<Record<string, readonly string[]>> = { check: checkKinds, act: actKinds };

/** What is asked of the schema of either. */
interface SpecSchema {
  readonly shape: object;
  safeParse(value: unknown): { data?: Check | Act | undefined; error?: { issues: Issue[] } | undefined };
}
const schemas: Readonly<Record<'check' | 'act', Readonly<Record<string, SpecSchema>>>> = {
  check: checkSchemas,
  act: actSchemas,
};

/**
 * Whether a fenced block says what Tocsin is to look at or to do: YAML whose first key is `check` or `act`. A misspelt
 * key before a kind that exists counts too, so that it is reported rather than shown as a sample of YAML.
 */
export function isSpec(node: Code): boolean {
  if (node.lang && !['yaml', 'yml'].includes(node.lang.toLowerCase())) return false;
  const first = node.value.split('\n').find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const [, key = '', value = ''] = /^([A-Za-z][\w-]*):[ \t]*["']?([\w-]*)/.exec(first ?? '') ?? [];
  if (Object.hasOwn(kinds, key)) return true;
  return nearest(key, Object.keys(kinds)) !== undefined && [...checkKinds, ...actKinds].some((kind) => kind === value);
}

/** Reads such a block. */
export function readSpec(file: string, node: Code): { readonly spec?: Spec; readonly problems: RunbookProblem[] } {
  // The text begins on the line behind the fence.
  const start = node.position?.start.line ?? 1;
  const at = (line: number) => ({ file, line: start + line });
  const unquoted = unquotedAt(node.value);
  if (unquoted !== undefined) {
    const mend = "Put a value that begins with a variable into quotes: '{{dependency}}'.";
    return { problems: [problemAt(at(unquoted), 'the value begins with braces', mend)] };
  }
  const yaml = parseYaml(node.value);
  if (yaml.type === 'wrong')
    return { problems: [problemAt(at(yaml.line), `the block is no YAML: ${yaml.reason}`, 'Correct its YAML.')] };

  const [key = ''] = Object.keys(yaml.value);
  if (key !== 'check' && key !== 'act') {
    return { problems: [problemAt(at(1), `there is no kind of block "${key}"`, nameOneOf(key, Object.keys(kinds)))] };
  }
  const kind = String(yaml.value[key]);
  const known = kinds[key] ?? [];
  if (!known.includes(kind))
    return { problems: [problemAt(at(yaml.lineOf([key])), `there is no ${key} "${kind}"`, nameOneOf(kind, known))] };

  const schema = schemas[key][kind];
  const parsed = schema?.safeParse(yaml.value);
  if (!schema || !parsed?.data) {
    const keys = Object.keys(schema?.shape ?? {});
    return {
      problems: (parsed?.error?.issues ?? []).flatMap((issue) =>
        describe(issue, { what: `${key} ${kind}`, keys, given: yaml.value }).map(({ path, problem, mend }) =>
          problemAt(at(yaml.lineOf(path)), problem, mend),
        ),
      ),
    };
  }
  return key === 'check'
    ? { spec: { type: 'check', check: parsed.data as Check }, problems: [] }
    : { spec: { type: 'act', act: parsed.data as Act }, problems: [] };
}

/** YAML takes a value that begins with braces for a mapping, and says nothing or something that helps nobody. */
function unquotedAt(text: string): number | undefined {
  const line = text.split('\n').findIndex((one) => /(:|-)[ \t]+\{\{/.test(one));
  return line === -1 ? undefined : line + 1;
}

interface About {
  readonly what: string;
  readonly keys: readonly string[];
  readonly given: Readonly<Record<string, unknown>>;
}

function describe(
  issue: Issue,
  { what, keys, given }: About,
): { path: PropertyKey[]; problem: string; mend: string }[] {
  const found = deepest(issue);
  if (found.code === 'unrecognized_keys') {
    const place = found.path.length === 0 ? what : found.path.map(String).join('.');
    return found.keys.map((key) => ({
      path: [...found.path, key],
      problem: `${place}: there is no parameter "${key}"`,
      mend: found.path.length === 0 ? nameOneOf(key, keys) : 'Take it out, or correct its name.',
    }));
  }
  const name = found.path.map(String).join('.');
  const missing = found.path.length === 1 && !Object.hasOwn(given, String(found.path[0]));
  const words = found.message === 'Invalid input' ? 'write a value that fits' : found.message;
  return [
    missing
      ? { path: [], problem: `${what}: "${name}" is missing`, mend: sentence(words) }
      : { path: found.path, problem: `${what}: the value of "${name}" does not fit`, mend: sentence(words) },
  ];
}
