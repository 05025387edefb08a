import { CommanderError } from 'commander';
import { type Answer, BadInput, type ExitCode } from './answer.ts';
import { jsonText, paintFor, printable } from './paint.ts';
import { createProgram } from './program.ts';

/** Where words go: the process, or whoever stands in for it. */
export interface Terminal {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
}
interface Out {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Runs one command. The answer goes to standard output, all else to standard error, so that an answer can be piped.
 *
 * @returns the exit code
 */
export async function main(words: readonly string[], terminal: Terminal = process): Promise<ExitCode> {
  const { stdout, stderr, env } = terminal;
  const json = words.includes('--json');
  try {
    let answered: Answer | undefined;
    const program = await createProgram({ words, stdout, stderr, answer: (answer) => void (answered = answer) });
    await program.parseAsync(words, { from: 'user' });
    if (answered === undefined) return 0;
    const text = json ? jsonText(answered.object) : printable(answered.words(paintFor(stdout, env)));
    stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return answered.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { reason, mend } = failureOf(error);
    if (json) stdout.write(`${jsonText({ ok: false, reason, ...(mend ? { mend } : {}) })}\n`);
    // Commander has said already what it did not understand.
    else if (!(error instanceof CommanderError)) {
      const paint = paintFor(stderr, env);
      stderr.write(printable(`${paint.red('error:')} ${reason}${mend ? `\n${mend}` : ''}\n`));
    }
    return 2;
  }
}

/** In words and without a stack: whoever reads it wants to know what to do. */
function failureOf(error: unknown): { readonly reason: string; readonly mend?: string } {
  if (error instanceof BadInput) return { reason: error.message, mend: error.mend };
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return { reason: reason.replace(/^error: /, '') };
}
