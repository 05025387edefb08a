import type { Story } from './story.ts';

const patienceMs = 90_000;
const everyMs = 20;

/**
 * Waits for what can only be seen from outside, by looking again and again.
 *
 * @throws Error that says what was awaited, with the latest errors of the story, when it does not come in time
 */
export async function until<Value>(
  what: string,
  story: Story,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) {
      const errors = story.happenings.filter(({ kind }) => kind === 'error').slice(-3);
      const because = errors.length > 0 ? `; errors: ${errors.map(({ text }) => text).join('; ')}` : '';
      throw new Error(`waited ${patienceMs / 1_000} s in vain until ${what}${because}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
