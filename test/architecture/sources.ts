import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';

const root = path.join(import.meta.dirname, '../..');

export interface Source {
  /** From the root of the repository. */
  readonly file: string;
  readonly text: string;
}

export type Node = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly start: number;
  readonly end: number;
};

/** What is deployed or run. */
export function productionSources(): Source[] {
  const listed = execFileSync('git', ['ls-files', 'packages', 'functions'], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((file) => /^(functions|packages\/[^/]+\/src)\/.+\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

export const parsed = ({ file, text }: Source): Node =>
  parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;

export const placeOf = ({ file, text }: Source, node: Node): string =>
  `${file}:${text.slice(0, node.start).split('\n').length}`;

export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') visit(node as Node);
    for (const value of Object.values(node)) walk(value, visit);
  }
}
