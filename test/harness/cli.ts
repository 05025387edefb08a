import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `tocsin` as people do: the file that npm links, in a process of its own, without a terminal. */
export function tocsin(
  words: readonly string[],
  { input = '', env = {}, cwd = root }: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'packages/cli/bin/tocsin.mjs'), ...words], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => void (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => void (stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** The same with `--json`: its one object. */
export async function tocsinJson(
  words: readonly string[],
  options?: Parameters<typeof tocsin>[1],
): Promise<Omit<Ran, 'stdout'> & { readonly object: Record<string, unknown> }> {
  const { stdout, ...ran } = await tocsin([...words, '--json'], options);
  return { ...ran, object: JSON.parse(stdout) as Record<string, unknown> };
}
