import type { Inline } from '../model.ts';
import { clockTime } from '../times.ts';

/**
 * Text on one line, without what is not seen: control characters, and those that turn the direction of what follows, by
 * which a text can look like another (Unicode TR 36).
 */
export const oneLine = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .trim();

/** A part's words without any markup. */
export function plainWords(part: Inline): string {
  switch (part.type) {
    case 'text':
      // Words of ours keep the spaces at their ends.
      return part.text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ');
    case 'strong':
    case 'code':
    case 'link':
      return oneLine(part.text);
    case 'quote':
      return `“${oneLine(part.text)}”`;
    case 'person':
      return oneLine(part.name);
    case 'time':
      return clockTime(part.at);
    default:
      return part satisfies never;
  }
}

/** `▇▇▅▁▁▇`: how a series went, in so many characters; a space where there is no value. */
export function sparkline(
  points: readonly { readonly at: string; readonly value: number }[],
  from: string,
  to: string,
): string {
  const width = 48;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const buckets: (number | undefined)[] = Array.from({ length: width });
  for (const { at, value } of points) {
    const place = Math.min(
      width - 1,
      Math.max(0, Math.floor(((Date.parse(at) - start) / Math.max(1, end - start)) * width)),
    );
    buckets[place] = Math.min(value, buckets[place] ?? value);
  }
  const known = buckets.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const bar = (value: number): string =>
    '▁▂▃▄▅▆▇'[high === low ? 6 : Math.round(((value - low) / (high - low)) * 6)] ?? '▁';
  return buckets
    .map((value) => (value === undefined ? ' ' : bar(value)))
    .join('')
    .trimEnd();
}
