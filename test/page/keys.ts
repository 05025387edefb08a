import type { Page } from 'playwright-core';

/** Tab until the focus is on what has this name; fails when the keyboard cannot get there. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}
