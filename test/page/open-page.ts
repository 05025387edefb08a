import { fileURLToPath } from 'node:url';
import type { Page, Request } from 'playwright-core';
import { afterAll } from 'vitest';
import { buildPage } from '../../packages/workbench/src/server/build-page.ts';
import { type ServerOptions, startServer } from '../../packages/workbench/src/server/server.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { SampleWorld } from './sample/world.ts';

const pageDir = fileURLToPath(new URL('../../dist/page', import.meta.url));

export interface Served {
  readonly page: Page;
  readonly url: string;
  /** Every address the page asked for. */
  readonly requested: readonly string[];
  /** Those of them that are not the server's. */
  readonly elsewhere: readonly Request[];
  /** What the page complained of: errors nobody caught, and the console's. */
  readonly complaints: readonly string[];
  /** Another tab. */
  readonly open: (at: string) => Promise<Page>;
  /** Stops the server, and starts it at the same address once `meanwhile` is done. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export type OpenPage = Served & { readonly world: SampleWorld };

let browser: Promise<OpenBrowser> | undefined;
afterAll(async () => (await browser)?.close());

/** The page, built and served. Its address is its own, so nothing is remembered from before. */
export async function serveTo(
  backend: Omit<ServerOptions, 'pageDir' | 'port'>,
  { at = '' }: { readonly at?: string } = {},
): Promise<Served> {
  await buildPage({ outDir: pageDir });
  let server = await startServer({ ...backend, pageDir });
  const { url } = server;
  browser ??= openBrowser();
  const { context } = await browser;
  const requested: string[] = [];
  const elsewhere: Request[] = [];
  const complaints: string[] = [];
  const pages: Page[] = [];
  const open = async (where: string): Promise<Page> => {
    // A window of its own: a tab behind another is not drawn, and whoever waits for that waits long.
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      pages[0] === undefined ? context.newPage() : pages[0].evaluate("open('about:blank', '', 'popup,noopener') && 0"),
    ]);
    await page.setViewportSize({ width: 1440, height: 900 });
    pages.push(page);
    page.on('request', (request) => {
      requested.push(request.url());
      if (!request.url().startsWith(`${url}/`)) elsewhere.push(request);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${url}/${where}`);
    await page.getByRole('main').and(page.locator('.channel')).waitFor();
    return page;
  };
  return {
    page: await open(at),
    url,
    requested,
    elsewhere,
    complaints,
    open,
    restart: async (meanwhile) => {
      await server.stop();
      await meanwhile();
      server = await startServer({ ...backend, pageDir, port: Number(new URL(url).port) });
    },
    [Symbol.asyncDispose]: async () => {
      for (const page of pages) await page.close();
      await server.stop();
    },
  };
}

/** The page before a world in memory. */
export async function openPage(options: { readonly at?: string } = {}): Promise<OpenPage> {
  const world = new SampleWorld();
  const { state, onChange, actions, file } = world;
  return { ...(await serveTo({ state, onChange, actions, file }, options)), world };
}
