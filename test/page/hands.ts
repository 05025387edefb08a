import type { Page } from 'playwright-core';
import { tabTo } from './keys.ts';

/** What a person does to the page, whichever way. Selectors are Playwright's CSS. */
export interface Hands {
  /** A button, a link, an entry of a menu that is open. */
  presses(selector: string): Promise<void>;
  /** Into a field, in place of what it holds. */
  writes(selector: string, text: string): Promise<void>;
  /** Among what a field completes. */
  chooses(selector: string, name: string): Promise<void>;
  /** One of several that exclude one another, by its label in the form that is open. */
  picks(label: string): Promise<void>;
}

/** A channel has a menu, reactions and a thread for each of its messages on the way. */
const mostTabs = 300;
const mostArrows = 30;

const radio = (label: string) => `dialog label:has-text("${label}") input`;

export function keyboardOf(page: Page): Hands {
  const { keyboard } = page;
  const isAt = async (selector: string) => (await page.locator(`${selector}:focus`).count()) > 0;
  const to = async (selector: string) => {
    await page.locator(selector).last().waitFor();
    if (!(await isAt(selector))) await tabTo(page, selector, mostTabs);
  };
  const downTo = async (selector: string) => {
    for (let press = 0; press < mostArrows; press += 1) {
      if (await isAt(selector)) return;
      await keyboard.press('ArrowDown');
    }
    throw new Error(`the arrows do not reach ${selector}`);
  };
  return {
    async presses(selector) {
      // A menu that is open is walked by its arrows, and Tab leaves it.
      if (selector.startsWith('[role=menuitem]')) {
        await page.locator(selector).waitFor();
        await downTo(selector);
      } else await to(selector);
      await keyboard.press('Enter');
    },
    async writes(selector, text) {
      await to(selector);
      await keyboard.press('Control+A');
      await keyboard.type(text);
    },
    async chooses(selector, name) {
      await to(selector);
      await keyboard.type(name);
      await page.getByRole('option', { name }).first().waitFor();
      await keyboard.press('Enter');
    },
    async picks(label) {
      await to(`dialog fieldset:has(label:has-text("${label}")) input`);
      await downTo(radio(label));
      await keyboard.press('Space');
    },
  };
}

export function mouseOf(page: Page): Hands {
  const at = (selector: string) => page.locator(selector).last();
  return {
    presses: (selector) => at(selector).click(),
    async writes(selector, text) {
      await at(selector).click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
    async chooses(selector, name) {
      await at(selector).click();
      await page.getByRole('option', { name }).first().click();
    },
    picks: (label) => page.locator(radio(label)).click(),
  };
}
