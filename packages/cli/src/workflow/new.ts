import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Id } from '@tocsin/workflow';
import { type Answer, BadInput } from '../answer.ts';
import { catalogAt, shown } from '../catalog.ts';
import { listedIn } from './doors.ts';
import { checksText, identifierOf, type NewWorkflow, runbookText, workflowText } from './templates.ts';

/**
 * Writes the files of a workflow, then lists it in the catalog's doors. Nothing is written where anything of it exists: what
 * somebody wrote is worth more than a beginning.
 */
export async function newWorkflow(
  id: string,
  { catalog, title, step = ['open'] }: { readonly catalog: string; readonly title?: string; readonly step?: string[] },
): Promise<Answer> {
  for (const one of [id, ...step]) mustBeId(one);
  if (new Set(step).size < step.length) throw new BadInput('two steps have the same id', 'Give each an id of its own.');
  const { folder, workflows } = catalogAt(catalog);
  const own = path.join(folder, id);
  if (existsSync(own) || (await workflows()).some((workflow) => workflow.id === id))
    throw new BadInput(`there is a workflow "${id}" already: ${shown(own)}`, 'Choose another id, or change that one.');

  const made: NewWorkflow = { id, name: identifierOf(id), title: title ?? words(id), steps: step };
  const files = { 'workflow.ts': workflowText(made), 'checks.ts': checksText(made), 'runbook.md': runbookText(made) };
  const doors = await doorsWith(folder, made);
  await mkdir(own);
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(own, file), text, { flag: 'wx' });
  for (const [door, text] of Object.entries(doors)) await writeFile(path.join(folder, door), text);

  const written = Object.keys(files).map((file) => shown(path.join(own, file)));
  const changed = Object.keys(doors).map((door) => shown(path.join(folder, door)));
  const next = [
    `Say in ${written[0]} who owns it, what its steps are called and what they stand on (dependencies.ts).`,
    `Let each check in ${written[1]} do what a user does at that step.`,
    `Write into ${written[2]} what to do when it fails: docs/writing-a-runbook.md.`,
    'npx tocsin workflow lint && npx tocsin runbook lint && npx vitest run packages/catalog',
  ];
  return {
    code: 0,
    object: { ok: true, workflow: id, written, changed, next },
    words: ({ green, bold }) =>
      [
        ...written.map((file) => `${green('wrote')}   ${file}`),
        ...changed.map((file) => `${green('changed')} ${file}`),
        '',
        bold('Next'),
        ...next.map((line, index) => `${index + 1}. ${line}`),
      ].join('\n'),
  };
}

async function doorsWith(folder: string, made: NewWorkflow): Promise<Record<string, string>> {
  const doors: Record<string, string> = {};
  for (const [door, kind] of [
    ['index.ts', 'workflow'],
    ['checks.ts', 'checks'],
  ] as const) {
    const text = listedIn(await readFile(path.join(folder, door), 'utf8'), made, kind);
    if (text === undefined)
      throw new BadInput(
        `${shown(path.join(folder, door))} has no list of ${kind === 'checks' ? 'checks' : 'workflows'} as it was written first`,
        'Make the folder and its files by hand, after those of another workflow; nothing was written.',
      );
    doors[door] = text;
  }
  return doors;
}

function mustBeId(id: string): void {
  const parsed = Id.safeParse(id);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw new BadInput(`"${id}" is no id`, `${issue?.message.charAt(0).toUpperCase()}${issue?.message.slice(1)}.`);
}

const words = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
