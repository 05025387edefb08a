import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { root } from './places.ts';
import { account } from './provider.ts';

/** What the SST CLI was asked to build: the function, its handler and what is linked into it. */
export interface Build {
  functionID: string;
  handler: string;
  bundle?: string;
  links: Record<string, unknown>;
}

/**
 * The SST CLI's side of a deploy, as its components call it: JSON-RPC over HTTP at $SST_SERVER. A function's bundle is the
 * built one, or an empty stand-in when nothing has been built.
 */
export async function startCli(work: string): Promise<{ url: string; builds: Build[] }> {
  const builds: Build[] = [];
  const methods: Record<string, (argument: never) => unknown> = {
    'Provider.Aws.Bootstrap': ({ region }: { region: string }) => ({
      asset: `sst-asset-${region}`,
      state: `sst-state-${region}`,
      assetEcrRegistryId: account,
      assetEcrUrl: `${account}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    }),
    'Runtime.Build': (build: Build) => {
      builds.push(build);
      const { bundle, handler } = build;
      if (bundle === undefined) return { errors: [`${build.functionID} has no bundle: it would be built twice`] };
      const built = path.resolve(root, bundle);
      const out = existsSync(built) ? built : path.join(work, 'stand-in', build.functionID);
      const file = path.join(out, handler.replace(/\.\w+$/, '.mjs'));
      if (out !== built) {
        mkdirSync(out, { recursive: true });
        writeFileSync(file, 'export const handler = async () => {};\n');
      }
      return { out, handler, sourcemaps: [], errors: existsSync(file) ? [] : [`${bundle} holds no ${handler}`] };
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString()) as { method: string; params: [never] };
      const answer = methods[method]?.(params[0]);
      const error = answer === undefined ? `the SST CLI of these tests does not know ${method}` : null;
      // A connection kept alive would keep the process from ending, which is how it knows that all is done.
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify({ result: answer ?? null, error }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, builds };
}
