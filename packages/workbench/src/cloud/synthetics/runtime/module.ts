import type { Browser, BrowserContext, LaunchOptions, Page } from 'playwright-core';
import { record } from './record.ts';
import { stepConfig } from './settings.ts';

/*
 * What stands in for '@aws/synthetics-playwright', which exists only in its runtime: the functions that the CloudWatch user
 * guide lists under "Library functions available for Node.js canary scripts using Playwright", and their refusals.
 */

let browser: Browser | undefined;
let page: Page | undefined;

export const synthetics = {
  async getDefaultLaunchOptions(): Promise<LaunchOptions> {
    return { headless: true, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
  },

  /** A browser that is open is closed first. */
  async launch(options: LaunchOptions = {}): Promise<Browser> {
    await synthetics.close();
    const { default: playwright } = (await import(record.playwright)) as { default: typeof import('playwright-core') };
    const executablePath = process.env['BROWSER_PATH'];
    const own = executablePath ? { executablePath } : {};
    browser = await playwright.chromium.launch({ ...(await synthetics.getDefaultLaunchOptions()), ...own, ...options });
    return browser;
  },

  async newPage(of: Browser | BrowserContext): Promise<Page> {
    if (typeof of?.newPage !== 'function') throw new Error('newPage() takes a browser or a context of one');
    const made = await of.newPage();
    made.on('response', (response) => record.countResponse(response.status()));
    made.on('requestfailed', () => record.countResponse(undefined));
    page = made;
    return made;
  },

  async close(): Promise<void> {
    const open = browser;
    browser = page = undefined;
    await open?.close();
  },

  async executeStep<Value>(
    name: string,
    act: () => Promise<Value>,
    config?: unknown,
    given?: Page,
  ): Promise<Value | undefined> {
    if (typeof name !== 'string' || name === '') throw new Error('a step needs a name');
    if (name.length > 255) throw new Error('a step’s name is a metric’s dimension: 255 characters at most');
    const settings = stepConfig(config, record.settings.step);
    const step = record.begin(name);
    const sourceUrl = urlOf(given ?? page);
    if (settings.screenshotOnStepStart) await screenshot('starting');
    try {
      const value = await act();
      if (settings.screenshotOnStepSuccess) await screenshot('succeeded');
      record.end(step, { status: 'passed', ...place() });
      return value;
    } catch (error) {
      if (settings.screenshotOnStepFailure) await screenshot('failed');
      const reason = error instanceof Error ? error.message : String(error);
      record.end(step, { status: 'failed', reason, ...place() });
      if (settings.continueOnStepFailure) return undefined;
      throw error;
    }

    function place() {
      const destinationUrl = urlOf(given ?? page);
      return destinationUrl === undefined ? {} : { sourceUrl: sourceUrl ?? destinationUrl, destinationUrl };
    }

    async function screenshot(when: string): Promise<void> {
      const shown = given ?? page;
      if (!shown || shown.isClosed()) return;
      const taken = await shown.screenshot().then(
        (png) => ({ png, error: null }),
        (error: Error) => ({ png: undefined, error: error.message }),
      );
      record.screenshot(step, when, shown.url(), taken);
    }
  },
};

const urlOf = (shown: Page | undefined): string | undefined => (shown && !shown.isClosed() ? shown.url() : undefined);
