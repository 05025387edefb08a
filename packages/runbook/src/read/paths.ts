/** Where an address that stands in a file leads: a file, told from the catalog's root, and an anchor in it. */
export interface Place {
  readonly file: string;
  readonly anchor?: string;
}

/**
 * Follows an address from the file it stands in. Undefined for one of the web, or of another root: these are not ours to
 * look up.
 */
export function follow(from: string, url: string): Place | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(url)) return undefined;
  const [path = '', anchor] = url.split('#', 2);
  const file = path === '' ? from : normalized([...from.split('/').slice(0, -1), ...decoded(path).split('/')]);
  return { file, ...(anchor ? { anchor: decoded(anchor) } : {}) };
}

function normalized(parts: readonly string[]): string {
  const result: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    // Above the root there is nothing; the name that comes out is then of no file.
    if (part === '..' && result.length > 0 && result.at(-1) !== '..') result.pop();
    else result.push(part);
  }
  return result.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that is only that.
    return text;
  }
}
