import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

/** What YAML says, with the lines of its keys; or the first thing that is wrong with it. */
export type Yaml =
  | {
      readonly type: 'mapping';
      readonly value: Readonly<Record<string, unknown>>;
      lineOf(path: readonly PropertyKey[]): number;
    }
  | { readonly type: 'wrong'; readonly line: number; readonly reason: string };

/** Reads a mapping written in YAML 1.2; dates stay text. Lines are counted from 1. */
export function parseYaml(text: string): Yaml {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) return { type: 'wrong', line: lines.linePos(error.pos[0]).line, reason: error.message };
    // Few aliases are meant, many are a trap: each may stand for all before it.
    const value: unknown = document.toJS({ maxAliasCount: 20 }) ?? {};
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { type: 'wrong', line: 1, reason: 'it is no list of names and values' };
    const lineOf = (path: readonly PropertyKey[]): number => {
      let node: unknown = document.contents;
      let offset = 0;
      for (const key of path) {
        if (!isMap(node)) break;
        const pair = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === String(key));
        if (!pair) break;
        if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      }
      return Math.max(1, lines.linePos(offset).line);
    };
    return { type: 'mapping', value: value as Record<string, unknown>, lineOf };
  } catch (error) {
    return { type: 'wrong', line: 1, reason: error instanceof Error ? error.message : String(error) };
  }
}
