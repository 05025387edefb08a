import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { BadInput } from '../answer.ts';
import { shown, unknown } from '../catalog.ts';

/** What people call a runbook: `identity` for `runbooks/identity.md`, `design-viewer` for `design-viewer/runbook.md`. */
export function shortName(file: string): string {
  return file.replace(/^runbooks\/(.*)\.md$/, '$1').replace(/^([^/]+)\/runbook\.md$/, '$1');
}

/** A runbook's path from the catalog's root; `text` where it is a file outside of it. */
export interface Chosen {
  readonly file: string;
  readonly text?: string;
}

/**
 * Finds a runbook by its name or its file. A file that is not of the catalog is read as if it lay in the catalog's folder of
 * runbooks, so that what it includes is found.
 *
 * @throws BadInput when there is none
 */
export function chooseFile(name: string, folder: string, files: readonly string[]): Chosen {
  const at = path.resolve(name);
  const relative = path.relative(folder, at).replaceAll(path.sep, '/');
  if (files.includes(relative)) return { file: relative };
  const called = files.find((file) => [file, file.replace(/\.md$/, ''), shortName(file)].includes(name));
  if (called !== undefined) return { file: called };
  if (!existsSync(at)) {
    throw unknown('runbook', name, files.map(shortName));
  }
  if (!statSync(at).isFile()) throw new BadInput(`${shown(at)} is no file`, 'Name a Markdown file.');
  return { file: `runbooks/${path.basename(at)}`, text: readText(at) };
}

/** @throws BadInput when it cannot be read, or holds no text */
export function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8' : error instanceof Error ? error.message : String(error);
    throw new BadInput(`${file} cannot be read: ${why}`, 'Give a text file that you may read.', { cause: error });
  }
}
