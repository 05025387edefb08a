/**
 * The anchors that Git hosts give to headings, in the order in which these stand in a file: GitHub's, with GitLab's beside
 * it where that differs (it joins hyphens in a row).
 */
export function anchors(): (heading: string) => readonly string[] {
  const taken = new Map<string, number>();
  return (heading) => {
    const base = heading
      .toLowerCase()
      .trim()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    let anchor = base;
    let count = taken.get(base) ?? 0;
    while (taken.has(anchor)) {
      count += 1;
      anchor = `${base}-${count}`;
    }
    taken.set(base, count);
    if (anchor !== base) taken.set(anchor, 0);
    return [...new Set([anchor, anchor.replace(/-{2,}/g, '-')])];
  };
}
