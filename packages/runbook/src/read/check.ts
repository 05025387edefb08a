import { DeclarationError } from '@tocsin/workflow';
import type { Runbook } from '../model.ts';
import { type RunbooksInput, readRunbooks } from './index.ts';

/**
 * The runbooks of a catalog, all of them sound.
 *
 * @throws DeclarationError listing every problem with its file, line and mend
 */
export function checkRunbooks(input: RunbooksInput): readonly Runbook[] {
  const { runbooks, problems } = readRunbooks(input);
  if (problems.length > 0) throw new DeclarationError('A runbook', problems);
  return runbooks;
}
