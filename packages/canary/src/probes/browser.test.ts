import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { CheckError } from '../errors.ts';
import { browser } from '../probe.ts';
import { runProbe } from '../run-probe.ts';
import { realTimer } from '../timer.ts';

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

test.skipIf(path === undefined)('a browser probe works in a page and tells where it ended', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<h1>Design</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const look = (heading: string) =>
    runProbe(
      browser({
        visit: async ({ page, run }) => {
          await page.goto(run.env('BASE_URL'));
          const seen = await page.locator('h1').textContent();
          if (seen !== heading) throw new CheckError(`the page shows "${seen}", not "${heading}"`);
        },
      }),
      {
        run: createContext({ BASE_URL: url, BROWSER_PATH: path }, Date),
        signal: AbortSignal.timeout(20_000),
        timer: realTimer,
      },
    );
  try {
    expect(await look('Design')).toEqual({ type: 'passed', evidence: [{ label: 'page', value: url, url }] });
    expect(await look('Drawing')).toMatchObject({
      type: 'failed',
      reason: 'the page shows "Design", not "Drawing"',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
