import type { NewWorkflow } from './templates.ts';

const doors = {
  workflow: {
    importing: ({ id, name }: NewWorkflow) => `import { ${name} } from './${id}/workflow.ts';`,
    list: /(workflows: readonly Workflow\[\] = \[)([^\]]*)(\])/,
  },
  checks: {
    importing: ({ id, name }: NewWorkflow) => `import { checks as ${name} } from './${id}/checks.ts';`,
    list: /(Object\.fromEntries\(\s*\[)([^\]]*)(\])/,
  },
} as const;

/** The text of a door of the catalog with one more workflow in it; undefined where it is not written as we know it. */
export function listedIn(text: string, made: NewWorkflow, door: keyof typeof doors): string | undefined {
  const { importing, list } = doors[door];
  if (!list.test(text)) return undefined;
  const listed = text.replace(list, (_all, open: string, names: string, close: string, at: number) => {
    const all = [...names.split(',').flatMap((name) => name.trim() || []), made.name];
    const begins = text.slice(text.lastIndexOf('\n', at + open.length - 1) + 1, at + open.length);
    const rest = text.slice(at + open.length + names.length).split('\n')[0] ?? '';
    const line = `${begins}${all.join(', ')}${rest}`;
    if (line.length <= width) return `${open}${all.join(', ')}${close}`;
    const indent = /^ */.exec(begins)?.[0] ?? '';
    return `${open}\n${all.map((name) => `${indent}  ${name},\n`).join('')}${indent}${close}`;
  });
  return withImport(listed, importing(made), door);
}

/** What the formatter takes for a line. */
const width = 120;

/** Among the imports of its like, in order: the formatter would move it there. */
function withImport(text: string, line: string, door: keyof typeof doors): string | undefined {
  const lines = text.split('\n');
  const from = (one: string): string | undefined =>
    new RegExp(`^import .* from '(\\./[^']+/${door}\\.ts)';$`).exec(one)?.[1];
  const like = lines.flatMap((one, index) => (from(one) === undefined ? [] : [index]));
  const last = like.at(-1);
  if (last === undefined) return undefined;
  const own = from(line) ?? '';
  const before = like.find((index) => (from(lines[index] ?? '') ?? '') > own) ?? last + 1;
  return [...lines.slice(0, before), line, ...lines.slice(before)].join('\n');
}
