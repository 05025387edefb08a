import type { StepEvidence } from '@tocsin/workflow';
import type { Page } from 'playwright-core';
import type { Environment } from '../context.ts';
import type { BrowserProbe } from '../probe.ts';
import type { ProbeTools } from '../run-probe.ts';

/** A page to work in and how to be rid of it. */
export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

export async function runBrowser(
  probe: BrowserProbe,
  { run, signal, openPage }: ProbeTools,
): Promise<readonly StepEvidence[]> {
  const opened = await (openPage ?? (() => launchChromium(run.environment)))();
  const { page } = opened;
  const stop = () => void opened.close().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    const evidence = await probe.visit({ page, run, signal });
    return [...(evidence ?? []), { label: 'page', value: page.url(), url: page.url() }];
  } finally {
    signal.removeEventListener('abort', stop);
    await opened.close().catch(() => {});
  }
}

/** A Chromium of one's own: at `BROWSER_PATH`, or the one that Playwright installed. */
async function launchChromium(environment: Environment): Promise<OpenPage> {
  const { chromium } = await import('playwright-core');
  const executablePath = environment['BROWSER_PATH'];
  const launched = await chromium.launch(executablePath ? { executablePath } : {});
  return { page: await launched.newPage(), close: () => launched.close() };
}
