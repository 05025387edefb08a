import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';

const root = path.join(import.meta.dirname, '../..');

/** A regular expression as it stands in the sources. */
export interface Written {
  readonly place: string;
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

/** One that is put together where the program runs: what it becomes cannot be read off the source. */
export interface Made {
  readonly file: string;
  readonly source: string;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number; readonly end: number };

/** All regular expressions of what is deployed or run, by the syntax tree: a division is none, a comment neither. */
export function regularExpressions(): { readonly written: readonly Written[]; readonly made: readonly Made[] } {
  const written: Written[] = [];
  const made: Made[] = [];
  for (const file of productionFiles()) {
    const source = readFileSync(path.join(root, file), 'utf8');
    walk(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node, (node) => {
      const regex = node['regex'] as { pattern: string; flags: string } | undefined;
      const line = () => source.slice(0, node.start).split('\n').length;
      if (node.type === 'Literal' && regex) written.push({ file, place: `${file}:${line()}`, ...regex });
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return;
      if ((node['callee'] as { name?: string }).name === 'RegExp')
        made.push({ file, source: source.slice(node.start, node.end) });
    });
  }
  return { written, made };
}

function productionFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', 'packages', 'functions'], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((file) => /^(functions|packages\/[^/]+\/src)\/.+\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') visit(node as Node);
    for (const value of Object.values(node)) walk(value, visit);
  }
}
