import { parsed, placeOf, productionSources, walk } from './sources.ts';

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

/** All regular expressions of what is deployed or run, by the syntax tree: a division is none, a comment neither. */
export function regularExpressions(): { readonly written: readonly Written[]; readonly made: readonly Made[] } {
  const written: Written[] = [];
  const made: Made[] = [];
  for (const source of productionSources()) {
    const { file, text } = source;
    walk(parsed(source), (node) => {
      const regex = node['regex'] as { pattern: string; flags: string } | undefined;
      if (node.type === 'Literal' && regex) written.push({ file, place: placeOf(source, node), ...regex });
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return;
      if ((node['callee'] as { name?: string }).name === 'RegExp')
        made.push({ file, source: text.slice(node.start, node.end) });
    });
  }
  return { written, made };
}
