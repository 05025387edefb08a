import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { catalogRead } from './catalog-read.ts';

const root = resolve(fileURLToPath(import.meta.url), '../..');

export interface Bundle {
  readonly name: string;
  /** Bytes loaded before the first request: the entry and what it imports statically. */
  readonly firstLoad: number;
  /** Bytes of all that is deployed. */
  readonly all: number;
  /** Sources in the first load, relative to the repository, and the bytes they take there. */
  readonly firstInputs: Readonly<Record<string, number>>;
}

/**
 * Bundles one function as it is deployed: ESM, so that what is imported lazily becomes files of its own beside it.
 *
 * @param entry the function's file, exporting `handler`; or its text, whose imports are looked for from the repository
 * @param outdir the folder to write; `index.mjs` is what the runtime loads
 * @param external modules that the runtime provides
 */
export async function bundleFunction({
  name,
  entry,
  outdir,
  external = [],
}: {
  name: string;
  entry: string | { readonly text: string };
  outdir: string;
  external?: readonly string[];
}): Promise<Bundle> {
  const settings: BuildOptions = {
    absWorkingDir: root,
    outdir,
    outExtension: { '.js': '.mjs' },
    external: [...external],
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
    logLevel: 'silent',
    alias: {
      // Lambda hands its credentials over in the environment; the whole chain (SSO, web identity, ini files) is 130 KB.
      '@aws-sdk/credential-provider-node': join(root, 'tools/stubs/credentials.ts'),
    },
    // Bolt is CommonJS and requires node:crypto and the like.
    banner: {
      js: "import{createRequire as tocsinRequire}from'node:module';const require=tocsinRequire(import.meta.url);",
    },
  };
  const clients = new Set<string>();
  const own = await build({
    ...settings,
    ...(typeof entry === 'string'
      ? { entryPoints: [{ in: entry, out: 'index' }] }
      : { stdin: { contents: entry.text, resolveDir: root, loader: 'ts' as const }, entryNames: 'index' }),
    chunkNames: 'chunk-[hash]',
    metafile: true,
    plugins: [withoutUnusedBolt, withoutUnused, catalogRead, clientsApart(clients)],
  });
  const apart = await build({
    ...settings,
    entryPoints: [...clients].sort().map((client) => ({ in: client, out: fileOf(client) })),
    chunkNames: 'client-[hash]',
    metafile: true,
  });
  await writeFile(join(outdir, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
  return weigh(name, own.metafile, apart.metafile);
}

/**
 * Bolt's index loads receivers for Express, plain HTTP and sockets, which load servers, and its App loads two of them in
 * case none is given. Ours is always given.
 */
const withoutUnusedBolt: Plugin = {
  name: 'without-unused-bolt',
  setup(build) {
    const js = (contents: string) => ({ contents, loader: 'js' as const });
    build.onLoad({ filter: /@slack\/bolt\/dist\/index\.js$/ }, () =>
      js(`exports.App = require('./App').default;
          exports.LogLevel = require('./App').LogLevel;
          exports.AwsLambdaReceiver = require('./receivers/AwsLambdaReceiver').default;`),
    );
    build.onLoad({ filter: /@slack\/bolt\/dist\/receivers\/(HTTP|SocketMode)Receiver\.js$/ }, () =>
      js('exports.default = class {};'),
    );
    // Types alone; at run time forty empty modules.
    build.onLoad({ filter: /@slack\/types\/dist\/index\.js$/ }, () => js('exports.default = {};'));
  },
};

/** Our modules do nothing when they are imported, so what is unused of them can go, schemas included. */
const withoutUnused: Plugin = {
  name: 'without-unused',
  setup(build) {
    build.onResolve({ filter: /^(\.|@tocsin\/)/ }, async ({ path, pluginData, importer, ...rest }) => {
      const ours = importer.startsWith(join(root, 'packages')) || importer.startsWith(join(root, 'functions'));
      if (pluginData === seen || !ours) return undefined;
      const resolved = await build.resolve(path, { ...rest, importer, pluginData: seen });
      return resolved.errors.length > 0 ? resolved : { ...resolved, sideEffects: false };
    });
  },
};
const seen = Symbol('resolved once');

/**
 * AWS clients that are imported lazily are bundled on their own. Together with the rest, esbuild would put whatever a
 * client needs of a module that the first load needs anything of into the first load: 80 to 150 KB of XML and the like.
 * What they share with it is in the bundle twice, so nothing may tell their errors by class.
 */
const clientsApart = (clients: Set<string>): Plugin => ({
  name: 'clients-apart',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\// }, ({ kind, path, importer }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules')) return undefined;
      clients.add(path);
      return { path: `./${fileOf(path)}.mjs`, external: true };
    });
  },
});

const fileOf = (client: string): string => client.replace('@aws-sdk/', '');

function weigh(name: string, { outputs }: Metafile, apart: Metafile): Bundle {
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
  const written = { ...apart.outputs, ...outputs };
  const bytes = (paths: Iterable<string>): number =>
    [...paths].reduce((sum, path) => sum + (written[path]?.bytes ?? 0), 0);
  const firstInputs: Record<string, number> = {};
  for (const path of first) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      const source = relative(root, resolve(root, input));
      if (bytesInOutput > 0) firstInputs[source] = (firstInputs[source] ?? 0) + bytesInOutput;
    }
  }
  return { name, firstLoad: bytes(first), all: bytes(Object.keys(written)), firstInputs };
}

/** What the function that answers Slack must not load before its signature check: each costs tens of ms of cold start. */
const heavy: readonly (readonly [RegExp, string])[] = [
  [/node_modules\/@(aws-sdk|smithy)\//, 'an AWS client'],
  [/node_modules\/zod\/v4\/(classic|locales)\//, 'all of zod (import zod/mini)'],
  [/node_modules\/(micromark|mdast-util-[^/]+|yaml|diff)\//, 'a parser of runbooks (import @tocsin/runbook alone)'],
  [/node_modules\/(undici|express|iconv-lite|ws)\//, "one of Bolt's other receivers"],
];

/** Sources that do not belong into the first load of a function that has three seconds to answer, in words. */
export function excessOf({ name, firstInputs }: Bundle): string[] {
  return heavy.flatMap(([pattern, what]) => {
    const found = Object.keys(firstInputs).find((input) => pattern.test(input));
    return found === undefined ? [] : [`${name} loads ${what} before it checks a signature: ${found}`];
  });
}
