/** How many characters blocks show, addresses of rich text included: what chat.postMessage has a limit for. */
export function weightOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner === 'string') return key === 'text' || key === 'url' ? sum + inner.length : sum;
    return sum + weightOf(inner);
  }, 0);
}
