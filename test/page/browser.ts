import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * False, and said out loud, where there is no Chromium: a developer may lack one. Continuous integration may not, so
 * there the tests run and fail.
 */
export function hasChromium(): boolean {
  if (existsSync(executable) || process.env['CI'] === 'true') return true;
  console.warn(`\n!! The page's tests are SKIPPED: no Chromium at ${executable}. Install it, or set CHROMIUM.\n`);
  return false;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/** A browser that has never been anywhere. */
export async function openBrowser({
  dark = false,
  width = 1440,
  height = 900,
}: BrowserOptions = {}): Promise<OpenBrowser> {
  const userData = await mkdtemp(join(tmpdir(), 'tocsin-page-'));
  const context = await chromium.launchPersistentContext(userData, {
    executablePath: executable,
    args: flags,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(userData, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
