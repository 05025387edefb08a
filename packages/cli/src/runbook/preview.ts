import { readRunbooks } from '@tocsin/runbook/read';
import { readable } from '@tocsin/slack/blocks';
import { type Answer, BadInput } from '../answer.ts';
import { catalogAt, unknown } from '../catalog.ts';
import type { Paint } from '../paint.ts';
import { chooseFile } from './choose-files.ts';
import { readAsIf } from './previewed/as-if.ts';
import { type PreviewedOutcome, type PreviewedStep, previewOf } from './previewed/previewed.ts';

/** What a walk shows in Slack at each step of a runbook, and what can come of it, in words. */
export async function previewRunbook(
  name: string,
  {
    catalog,
    step: only,
    set = [],
  }: { readonly catalog: string; readonly step?: string; readonly set?: readonly string[] },
): Promise<Answer> {
  const at = catalogAt(catalog);
  const input = await at.runbooks();
  const { file, text } = chooseFile(name, at.folder, Object.keys(input.texts));
  const texts = text === undefined ? input.texts : { ...input.texts, [file]: text };
  const { runbooks, problems } = readRunbooks({ ...input, texts });
  const runbook = runbooks.find((one) => one.file === file);
  if (!runbook || runbook.steps.length === 0) throw new BadInput(`${name} has no steps`, 'Give it a heading a step.');
  const ids = runbook.steps.map(({ id }) => id);
  if (only !== undefined && !ids.includes(only)) throw unknown(`step of ${name}`, only, ids);

  const [workflows, settings] = [await at.workflows(), await at.settings()];
  const previewed = await previewOf(runbook, { input: { ...input, texts }, workflows, settings, asIf: readAsIf(set) });
  const shown = previewed.filter(({ step }) => only === undefined || step === only).map(toldOf);
  const wrong = problems.filter((problem) => problem.file === file).length;
  return {
    code: wrong === 0 ? 0 : 1,
    object: { ok: wrong === 0, file, version: runbook.version, problems: wrong, steps: shown },
    words: (paint) => wordsOf(shown, wrong, { name, paint }),
  };
}

type Told = ReturnType<typeof toldOf>;

const toldOf = ({ step, type, message, outcomes }: PreviewedStep) => ({
  step,
  type,
  text: times(readable(message)),
  outcomes: outcomes.map(({ message: seen, ...outcome }: PreviewedOutcome) => ({
    ...outcome,
    text: times(readable(seen)),
  })),
});

/** Slack shows times in each reader's zone; here they are what it falls back to. */
const times = (text: string): string => text.replace(/<!date\^\d+\^[^|<>]*\|([^<>]*)>/g, '$1');

function wordsOf(
  shown: readonly Told[],
  wrong: number,
  { name, paint }: { readonly name: string; readonly paint: Paint },
): string {
  const steps = shown.map(({ step, text, outcomes }) => {
    const rule = paint.dim(`── ${step} ${'─'.repeat(Math.max(0, 60 - step.length))}`);
    return [rule, text, paint.dim('then:'), ...outcomes.map(outcomeWords)].join('\n');
  });
  const ending = wrong === 0 ? [] : [paint.red(`${wrong} wrong with it: npx tocsin runbook lint ${name}`)];
  return [...steps, ...ending].join('\n\n');
}

const outcomeWords = ({ when, said, leads }: Told['outcomes'][number]): string =>
  `  ${when}${said === undefined ? '' : ` (say, ${said})`} → ${leads}`;
