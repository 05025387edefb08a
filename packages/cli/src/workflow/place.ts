import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { shown } from '../catalog.ts';

/** Where something is written. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
}

/** Where a problem of the catalog as a whole is written: `checkout.steps.pay.needs`, `dependency identity.owner`. */
export function placeIn(folder: string, place: string): FilePlace {
  const dependency = /^dependency ([\w-]+)/.exec(place)?.[1];
  if (dependency !== undefined) return found(path.join(folder, 'dependencies.ts'), [dependency]);
  const [workflow = '', ...within] = place.split('.');
  const file = path.join(folder, workflow, 'workflow.ts');
  return existsSync(file) ? found(file, within) : found(path.join(folder, 'index.ts'), [workflow]);
}

/** Where a problem of one declaration is written, given where the declaration begins. */
export function loadedFrom(declared: FilePlace, place: string): FilePlace {
  const { file, line } = found(declared.file, place.split('.'), declared.line);
  return { file, line };
}

/** The file of the catalog, and the line in it, from which something was thrown. */
export function declaredAt(error: unknown, folder: string): FilePlace | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const [, where = '', line] of stack.matchAll(/\(?((?:file:\/\/)?\/[^\s():]+):(\d+):\d+\)?/g)) {
    const file = where.startsWith('file://') ? fileURLToPath(where) : where;
    if (file.startsWith(folder + path.sep)) return { file, line: Number(line) };
  }
  return undefined;
}

/** Looks for each word behind the one before: as a key, as a text, as a name. What is not there is passed over. */
function found(file: string, words: readonly string[], from = 1): FilePlace {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  let at = Math.min(from, Math.max(lines.length, 1)) - 1;
  for (const word of words) {
    const escaped = word.replace(/[^\w-]/g, '\\$&');
    const written = new RegExp(`(^|[\\s{,])['"]?${escaped}['"]?\\s*:|['"]${escaped}['"]`);
    const next = lines.findIndex((line, index) => index >= at && written.test(line));
    if (next >= 0) at = next;
  }
  return { file: shown(file), line: at + 1 };
}
