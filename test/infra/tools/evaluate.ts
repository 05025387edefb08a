// Evaluates sst.config.ts for a stage and writes the graph as JSON: `evaluate.ts <stage> <file>`.
// A process of its own, for it ends as a deploy does: when nothing is left to wait for.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type App, bundleApp, bundleRun } from './bundle.ts';
import { type Build, startCli } from './cli.ts';
import type { Graph, Resource } from './graph.ts';
import { platform, requirePlatform } from './places.ts';
import { mocks, region } from './provider.ts';

const [stage = 'test', file = 'graph.json'] = process.argv.slice(2);
const work = path.join(path.dirname(platform), `graph-${process.pid}`);
// Beside the platform, so that it resolves the platform's Pulumi.
const program = path.join(platform, `graph-${process.pid}-run.mjs`);
const errors: string[] = [];
const resources: Resource[] = [];
const links: Graph['links'] = {};
let app: App | undefined;
let builds: Build[] = [];
let outputs: Record<string, unknown> = {};
const complain = (error: unknown) =>
  void errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));

// What throws inside an apply() surfaces only here; Pulumi's own program ends on it as well.
process.on('unhandledRejection', complain);

async function main(): Promise<void> {
  mkdirSync(work, { recursive: true });
  app = await evaluateApp();
  const cli = await startCli(work);
  builds = cli.builds;
  process.env['SST_SERVER'] = cli.url;
  await bundleRun({ app, outfile: program, work });
  const { runtime, output } = requirePlatform('@pulumi/pulumi');
  await runtime.setMocks(mocks, app.name, stage, false, 'organization');
  record();
  const { default: run } = await import(pathToFileURL(program).href);
  const returned = await runtime.runInPulumiStack(run);
  output(returned).apply((all: Record<string, unknown>) => (outputs = all));
}

/** app(), completed as SST does (pkg/project/project.go, pkg/project/provider/aws.go). */
async function evaluateApp(): Promise<App> {
  const module = path.join(work, 'app.mjs');
  await bundleApp(module);
  const { default: app } = (await import(pathToFileURL(module).href)) as { default: (input: object) => Promise<App> };
  const declared = structuredClone(await app({ stage }));
  const aws = {
    region,
    ...declared.providers['aws'],
    defaultTags: { tags: { 'sst:app': declared.name, 'sst:stage': stage } },
  };
  return { ...declared, stage, providers: { ...declared.providers, aws } };
}

/** Writes down what is registered, as it goes over the wire: assets still have their paths, secrets their marker. */
function record(): void {
  const { settings } = requirePlatform('@pulumi/pulumi/runtime/state').getStore();
  const register = settings.monitor.registerResource.bind(settings.monitor);
  settings.monitor.registerResource = (request: any, done: unknown) => {
    resources.push({
      type: request.getType(),
      name: request.getName(),
      inputs: plain(request.getObject().toJavaScript()) as Resource['inputs'],
      ...(request.getRetainondelete() ? { retainOnDelete: true } : {}),
    });
    return register(request, done);
  };
  const registerOutputs = settings.monitor.registerResourceOutputs.bind(settings.monitor);
  settings.monitor.registerResourceOutputs = (request: any, done: unknown) => {
    const { target, properties } = plain(request.getOutputs().toJavaScript()) as Graph['links'][string] & {
      target?: string;
    };
    if (request.getUrn().includes('sst:sst:LinkRef') && target !== undefined) links[target] = { properties };
    return registerOutputs(request, done);
  };
}

/** Pulumi's marker of special values, and that of a secret among them (sdk/nodejs/runtime/rpc.ts). */
const special = '4dabf18193072939515e22adb298388d';
const secret = '1b47061264138c4ac30d75fd1eb44270';

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { [special]: marker, ...rest } = value as Record<string, unknown>;
  if (marker === secret) return plain(rest['value']);
  if (marker !== undefined) return { asset: rest['path'] };
  const kept = Object.entries(rest).filter(([, one]) => one !== undefined && one !== null);
  return Object.fromEntries(kept.map(([key, one]) => [key, plain(one)]));
}

process.once('beforeExit', () => {
  const graph: Graph = { app, resources, links, builds, outputs, errors: [...new Set(errors)] };
  writeFileSync(file, JSON.stringify(graph));
  rmSync(program, { force: true });
  rmSync(work, { recursive: true, force: true });
});
main().catch(complain);
