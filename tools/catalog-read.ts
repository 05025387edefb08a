import { isDeepStrictEqual } from 'node:util';
import type { Plugin } from 'esbuild';

/**
 * The catalog is read here, once, with all checks, and goes into a bundle as what was read: the schemas of declarations
 * and the parser of runbooks stay outside. A text is parsed faster than the same is evaluated as source (V8, "The cost of
 * JavaScript in 2019").
 */
export const catalogRead: Plugin = {
  name: 'catalog-read',
  setup(build) {
    build.onLoad({ filter: /packages[\\/]catalog[\\/]src[\\/]index\.ts$/ }, async () => {
      const { workflows, settings } = await import('../packages/catalog/src/index.ts');
      return source({ workflows, settings });
    });
    build.onLoad({ filter: /packages[\\/]catalog[\\/]src[\\/]runbooks\.ts$/ }, async () => {
      const { runbooks, texts } = await import('../packages/catalog/src/runbooks.ts');
      return source({ runbooks, texts });
    });
  },
};

const source = (exported: Readonly<Record<string, unknown>>) => ({
  contents: Object.entries(exported)
    .map(([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(textOf(name, value))});`)
    .join('\n'),
  loader: 'js' as const,
});

function textOf(name: string, value: unknown): string {
  const text = JSON.stringify(value);
  if (!isDeepStrictEqual(JSON.parse(text), value))
    throw new Error(`the catalog's ${name} hold what JSON does not keep: a function, a date, an undefined`);
  return text;
}
