import { type Rendered, section } from './elements.ts';

/** Stands where an incident was shown before it was made private: no title, no id, nothing to press. */
export function moved(): Rendered {
  const text = 'This goes on in a private channel. Whoever works on it was invited there; ask them if you should be.';
  return { text, blocks: [section(`🔒 ${text}`)] };
}
