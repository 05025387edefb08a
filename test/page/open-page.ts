import { fileURLToPath } from 'node:url';
import type { Page, Request } from 'playwright-core';
import { afterAll } from 'vitest';
import { buildPage } from '../../packages/workbench/src/server/build-page.ts';
import { startServer } from '../../packages/workbench/src/server/server.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { SampleWorld } from './sample/world.ts';

const pageDir = fileURLToPath(new URL('../../dist/page', import.meta.url));

export interface OpenPage {
  readonly world: SampleWorld;
  readonly page: Page;
  readonly url: string;
  /** Every address the page asked for. */
  readonly requested: readonly string[];
  /** Those of them that are not the server's. */
  readonly elsewhere: readonly Request[];
  /** What the page complained of: errors nobody caught, and the console's. */
  readonly complaints: readonly string[];
  /** Stops the server, and starts it at the same address once `meanwhile` is done. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

let browser: Promise<OpenBrowser> | undefined;
afterAll(async () => (await browser)?.close());

/** The page, built and served, before a world in memory. Its address is its own, so nothing is remembered from before. */
export async function openPage({ at = '' }: { readonly at?: string } = {}): Promise<OpenPage> {
  await buildPage({ outDir: pageDir });
  const world = new SampleWorld();
  const { state, onChange, actions, file } = world;
  let server = await startServer({ state, onChange, actions, file, pageDir });
  const { url } = server;
  browser ??= openBrowser();
  const { context } = await browser;
  const page = await context.newPage();
  const requested: string[] = [];
  const elsewhere: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    requested.push(request.url());
    if (!request.url().startsWith(`${url}/`)) elsewhere.push(request);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url + at);
  await page.getByRole('log').waitFor();
  return {
    world,
    page,
    url,
    requested,
    elsewhere,
    complaints,
    restart: async (meanwhile) => {
      await server.stop();
      await meanwhile();
      server = await startServer({ state, onChange, actions, file, pageDir, port: Number(new URL(url).port) });
    },
    [Symbol.asyncDispose]: async () => {
      await page.close();
      await server.stop();
    },
  };
}
