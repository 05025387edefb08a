import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Runbooks, readRunbooks } from '@tocsin/runbook/read';
import type { Answer } from '../answer.ts';
import { catalogAt, shown } from '../catalog.ts';
import { type Finding, findingsAnswer } from '../finding.ts';
import { chooseFile } from './choose-files.ts';

/** What is wrong with runbooks: all of the catalog, or those named. They are read with the rest, for they include each other. */
export async function lintRunbooks(
  names: readonly string[],
  { catalog }: { readonly catalog: string },
): Promise<Answer> {
  const at = catalogAt(catalog);
  const input = await at.runbooks();
  const all = Object.keys(input.texts);
  // Each file is called as people called it, also where it is read as if it lay elsewhere.
  const wanted = new Map<string, string>();
  const outside: Record<string, string> = {};
  const folders = new Set<string>();
  for (const name of names) {
    const { file, text } = chooseFile(name, at.folder, all);
    wanted.set(file, text === undefined ? shown(path.join(at.folder, file)) : shown(path.resolve(name)));
    if (text === undefined) continue;
    outside[file] = text;
    folders.add(path.dirname(path.resolve(name)));
  }
  const beside = (file: string) =>
    [...folders].some((folder) =>
      existsSync(path.join(folder, '..', file.replace(/^runbooks/, path.basename(folder)))),
    );
  const read = readRunbooks({
    ...input,
    texts: { ...input.texts, ...outside },
    fileExists: (file) => input.fileExists?.(file) === true || beside(file),
  });
  const files = names.length === 0 ? new Map(all.map((file) => [file, shown(path.join(at.folder, file))])) : wanted;
  const findings = findingsIn(read, files);
  return findingsAnswer(findings, {
    fine: `${files.size} ${files.size === 1 ? 'runbook is' : 'runbooks are'} sound.`,
    more: { files: [...files.values()] },
  });
}

const findingsIn = ({ problems }: Runbooks, files: ReadonlyMap<string, string>): Finding[] =>
  problems.flatMap(({ file, line, problem, mend }) => {
    const called = files.get(file);
    return called === undefined ? [] : [{ file: called, line, place: `${called}:${line}`, problem, mend }];
  });
