import type { Runbook } from '@tocsin/runbook';
import { readRunbooks } from '@tocsin/runbook/read';
import { catalogAt, usualCatalog } from '../../catalog.ts';
import { type PreviewedStep, previewOf } from './previewed.ts';

export interface Previews {
  /** All that have steps, by title. */
  list(): Promise<{ readonly file: string; readonly title: string; readonly steps: number }[]>;
  /** Undefined where there is no such runbook. */
  of(file: string): Promise<{ readonly title: string; readonly steps: readonly PreviewedStep[] } | undefined>;
}

/** The runbooks of the catalog as they would be walked, read anew each time: whoever edits one sees it. */
export function catalogPreviews(): Previews {
  const at = catalogAt(usualCatalog);
  const read = async () => {
    const input = await at.runbooks();
    return { input, runbooks: readRunbooks(input).runbooks.filter(({ steps }) => steps.length > 0) };
  };
  return {
    async list() {
      const { runbooks } = await read();
      const listed = runbooks.map(({ file, title, steps }) => ({ file, title, steps: steps.length }));
      return listed.sort((a, b) => a.title.localeCompare(b.title));
    },
    async of(file) {
      const { input, runbooks } = await read();
      const runbook = runbooks.find((one: Runbook) => one.file === file);
      if (!runbook) return undefined;
      const [workflows, settings] = [await at.workflows(), await at.settings()];
      return { title: runbook.title, steps: await previewOf(runbook, { input, workflows, settings }) };
    },
  };
}
