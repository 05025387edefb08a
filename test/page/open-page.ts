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
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

let browser: Promise<OpenBrowser> | undefined;
afterAll(async () => (await browser)?.close());

/** The page, built and served, before a world in memory. Its address is its own, so nothing is remembered from before. */
export async function openPage({ at = '' }: { readonly at?: string } = {}): Promise<OpenPage> {
  await buildPage({ outDir: pageDir });
  const world = new SampleWorld();
  const server = await startServer({ state: world.state, onChange: world.onChange, actions: world.actions, pageDir });
  browser ??= openBrowser();
  const { context } = await browser;
  const page = await context.newPage();
  const requested: string[] = [];
  const elsewhere: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    requested.push(request.url());
    if (!request.url().startsWith(`${server.url}/`)) elsewhere.push(request);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(server.url + at);
  await page.getByRole('log').waitFor();
  return {
    world,
    page,
    url: server.url,
    requested,
    elsewhere,
    complaints,
    [Symbol.asyncDispose]: async () => {
      await page.close();
      await server.stop();
    },
  };
}
