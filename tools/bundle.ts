import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const stub = (name: string): string => join(root, 'tools/stubs', `${name}.ts`);

export interface Bundle {
  readonly name: string;
  readonly folder: string;
  /** Bytes loaded before the first request: the entry and what it imports statically. */
  readonly firstLoad: number;
  /** Bytes of all that is deployed. */
  readonly all: number;
  /** Sources in the first load, relative to the repository. */
  readonly firstInputs: readonly string[];
}

/**
 * Bundles one function as it is deployed: ESM, so that what is imported lazily becomes files of its own beside it.
 *
 * @param entry the function's file, exporting `handler`
 * @param outdir the folder to write; `index.mjs` is what the runtime loads
 */
export async function bundleFunction({
  name,
  entry,
  outdir,
}: {
  name: string;
  entry: string;
  outdir: string;
}): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // What Lambda runs is newer, what the tests may run is Node 20.
    target: 'node20',
    // The SDK's ES modules are two fifths smaller than its CommonJS, which `platform: node` would choose.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    alias: {
      express: stub('express'),
      '@slack/socket-mode': stub('socket-mode'),
      '@slack/oauth': stub('oauth'),
      'raw-body': stub('raw-body'),
      // Lambda hands its credentials over in the environment; the whole chain (SSO, web identity, ini files) is 130 KB.
      '@aws-sdk/credential-provider-node': stub('credentials'),
    },
    plugins: [withoutOtherReceivers],
    // Bolt is CommonJS and requires node:crypto and the like.
    banner: {
      js: "import{createRequire as tocsinRequire}from'node:module';const require=tocsinRequire(import.meta.url);",
    },
  });
  await writeFile(join(outdir, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
  return weigh(name, outdir, metafile);
}

/** Bolt's index loads receivers for Express, plain HTTP and sockets; only the one for Lambda is made. */
const withoutOtherReceivers: Plugin = {
  name: 'without-other-receivers',
  setup({ onLoad }) {
    onLoad({ filter: /@slack\/bolt\/dist\/receivers\/(Express|HTTP|SocketMode)Receiver\.js$/ }, () => ({
      contents: 'exports.default = class {};',
      loader: 'js',
    }));
  },
};

function weigh(name: string, folder: string, { outputs }: Metafile): Bundle {
  const entry = Object.keys(outputs).find(
    (path) => outputs[path]?.entryPoint !== undefined && path.endsWith('/index.mjs'),
  );
  const first = new Set<string>();
  const visit = (path: string): void => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && !external) visit(next);
  };
  if (entry) visit(entry);
  const bytes = (paths: Iterable<string>): number =>
    [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  const firstInputs = [...first].flatMap((path) =>
    Object.entries(outputs[path]?.inputs ?? {})
      .filter(([, input]) => input.bytesInOutput > 0)
      .map(([input]) => relative(root, resolve(root, input))),
  );
  return { name, folder, firstLoad: bytes(first), all: bytes(Object.keys(outputs)), firstInputs };
}

/** What the function that answers Slack must not load before its signature check: each costs tens of ms of cold start. */
const heavy: readonly (readonly [RegExp, string])[] = [
  [/node_modules\/@(aws-sdk|smithy)\//, 'an AWS client'],
  [/node_modules\/zod\/v4\/(classic|locales)\//, 'all of zod (import zod/mini)'],
  [/node_modules\/(undici|express|iconv-lite|ws)\//, "one of Bolt's other receivers"],
];

/** Sources that do not belong into the first load of a function that has three seconds to answer, in words. */
export function excessOf({ name, firstInputs }: Bundle): string[] {
  return heavy.flatMap(([pattern, what]) => {
    const found = firstInputs.find((input) => pattern.test(input));
    return found === undefined ? [] : [`${name} loads ${what} before it checks a signature: ${found}`];
  });
}
