import { nearestName } from '@tocsin/runbook';

/** The known name that was most likely meant: one that is spelt alike, or that begins or ends with what was typed. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const alike = nearestName(word, known);
  if (alike !== undefined || word.length < 3) return alike;
  const typed = word.toLowerCase();
  const parts = known.filter((name) => name.startsWith(typed) || name.split(/[-/.]/).includes(typed));
  return parts.length === 1 ? parts[0] : undefined;
}
