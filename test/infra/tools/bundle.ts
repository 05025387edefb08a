import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { platform, requirePlatform, root } from './places.ts';

/** What app() in sst.config.ts returns, as SST completes it before anything runs. */
export interface App {
  name: string;
  stage: string;
  home: string;
  removal: string;
  protect: boolean;
  providers: Record<string, { version?: string; region?: string; defaultTags?: unknown }>;
}

const config = JSON.stringify(path.join(root, 'sst.config.ts'));

/** CommonJS inside the components expects these in the ES module that they are bundled into (sst pkg/js/js.go). */
const banner = [
  `import { createRequire as bannerRequire } from 'node:module';`,
  `import { fileURLToPath as bannerPath } from 'node:url';`,
  `const require = bannerRequire(import.meta.url);`,
  `const __filename = bannerPath(import.meta.url);`,
  `const __dirname = bannerPath(new URL('.', import.meta.url));`,
].join('\n');

async function bundle(options: { code: string; outfile: string } & BuildOptions): Promise<void> {
  const { code, ...rest } = options;
  const esbuild: typeof import('esbuild') = requirePlatform('esbuild');
  await esbuild.build({
    stdin: { contents: code, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    nodePaths: [path.join(platform, 'node_modules')],
    external: [
      '@pulumi/*',
      '@pulumiverse/*',
      '@sst-provider/*',
      '@aws-sdk/*',
      'undici',
      'esbuild',
      'archiver',
      'glob',
      'vite',
    ],
    logLevel: 'silent',
    ...rest,
    banner: { js: `${banner}\n${rest.banner?.['js'] ?? ''}` },
  });
}

/** A module whose default export is app() of sst.config.ts; `$config` is all that exists then (sst pkg/project/project.go). */
export async function bundleApp(outfile: string): Promise<void> {
  await bundle({
    outfile,
    code: `import config from ${config}; export default config.app;`,
    banner: { js: 'const $config = (input) => input;' },
    plugins: [refuseTopLevelImports],
  });
}

/** A module whose default export runs run() of sst.config.ts on the unmodified components (sst pkg/project/run.go). */
export async function bundleRun({ app, outfile, work }: { app: App; outfile: string; work: string }): Promise<void> {
  const paths = { home: path.join(work, 'home'), root, work, platform };
  await bundle({
    outfile,
    code: `import { run } from ${JSON.stringify(path.join(platform, 'src/auto/run.ts'))};
import config from ${config};
export default () => run(config.run);`,
    inject: [path.join(platform, 'src/shim/run.js')],
    define: {
      $app: JSON.stringify(app),
      $cli: JSON.stringify({ command: 'deploy', dev: false, paths, state: { version: {} } }),
      $dev: 'false',
    },
    plugins: [...otherCatalog(process.env['TOCSIN_TEST_CATALOG']), providersAsGlobals()],
  });
}

const refuseTopLevelImports: Plugin = {
  name: 'refuse-top-level-imports',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ importer, kind, path: imported }) =>
      path.basename(importer) === 'sst.config.ts' && kind === 'import-statement'
        ? { errors: [{ text: `sst.config.ts imports ${imported} at its top; SST allows import() within run() only` }] }
        : undefined,
    );
  },
};

/** Another catalog behind the first door, for what the example does not declare. */
const otherCatalog = (file: string | undefined): Plugin[] =>
  file === undefined
    ? []
    : [
        {
          name: 'other-catalog',
          setup: (build) => build.onResolve({ filter: /^@tocsin\/catalog$/ }, () => ({ path: path.join(root, file) })),
        },
      ];

/** `aws` and `sst` stand at the top of every file but the platform's own. */
function providersAsGlobals(): Plugin {
  const lock: { alias: string; package: string }[] = JSON.parse(
    readFileSync(path.join(root, '.sst/provider-lock.json'), 'utf8'),
  );
  const components = JSON.stringify(path.join(platform, 'src/components'));
  const globals = [
    ...lock.map((provider) => `import * as ${provider.alias} from '${provider.package}';`),
    `import * as sst from ${components};`,
  ].join(' ');
  return {
    name: 'providers-as-globals',
    setup(build) {
      build.onLoad({ filter: /\.[jt]sx?$/ }, ({ path: file }) =>
        file.startsWith(path.join(root, '.sst'))
          ? undefined
          : { contents: `${globals} ${readFileSync(file, 'utf8')}`, loader: 'default' },
      );
    },
  };
}
