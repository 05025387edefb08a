import { readRunbooks } from '../../packages/runbook/src/read/index.ts';
import { readSource } from '../../packages/runbook/src/read/source.ts';
import { type Figure, round } from './figure.ts';

/** A catalog's worth of runbooks, each with checks, acts, questions, tables and an include. */
export function syntheticRunbooks(count: number, steps: number): Record<string, string> {
  const shared = '## Say so\n\nSay so in the channel of `{{workflow}}`.\n';
  const texts: Record<string, string> = { 'shared.md': shared };
  for (let number = 0; number < count; number++) texts[`runbook-${number}.md`] = runbookText(steps);
  return texts;
}

function runbookText(steps: number): string {
  // The include is a step too.
  const sections = Array.from({ length: steps - 1 }, (_, index) => sectionText(index));
  return `---\nowner: Bench\n---\n\n# Runbook\n\nWhat it is for.\n\n${sections.join('\n')}\n## Over\n\n- Include → [Say so](shared.md)\n`;
}

const kinds = [
  '```yaml\ncheck: metric\nnamespace: AWS/SQS\nmetric: ApproximateAgeOfOldestMessage\ndimensions: { QueueName: q }\nexpect: "< 60"\n```\n\n- Otherwise → [Over](#over)\n',
  '```yaml\nact: lambda\nfunction: mend\npayload: { dependency: "{{dependency}}" }\nback: There is nothing to undo.\n```\n',
  'Is it?\n\n- Yes → [Over](#over)\n- No → [Step NEXT](#step-NEXT)\n',
  '1. Look at **it**, see [over](#over).\n\n   ```sh\n   aws sqs get-queue-attributes\n   ```\n\n2. Wait.\n',
  '| seen | means |\n|---|---|\n| `5xx` | the provider |\n\nThen do it.\n',
];
const sectionText = (index: number): string =>
  `## Step ${index}\n\n${(kinds[index % kinds.length] ?? '').replaceAll('NEXT', String(index + 1))}`;

export interface RunbookCost {
  readonly runbooks: number;
  readonly steps: number;
  readonly problems: number;
  /** Reading and checking all, ms. */
  readonly readMs: number;
  /** Only parsing their Markdown and YAML, ms. */
  readonly parseMs: number;
}

/** What it costs a build to read so many runbooks. */
export function runbookCost(count: number, steps: number): RunbookCost {
  const texts = syntheticRunbooks(count, steps);
  const policy = { allow: [{ act: 'lambda', resources: ['mend'] }] } as const;
  const timed = <Value>(work: () => Value): { value: Value; ms: number } => {
    const begun = performance.now();
    const value = work();
    return { value, ms: performance.now() - begun };
  };
  readRunbooks({ texts: syntheticRunbooks(5, steps), policy });
  const parsed = timed(() => Object.entries(texts).map(([file, text]) => readSource(file, text)));
  const read = timed(() => readRunbooks({ texts, policy }));
  const own = read.value.runbooks.filter(({ file }) => file !== 'shared.md');
  return {
    runbooks: own.length,
    steps: own.reduce((sum, runbook) => sum + runbook.steps.length, 0),
    problems: read.value.problems.length,
    readMs: read.ms,
    parseMs: parsed.ms,
  };
}

export function runbookFigures(): Figure[] {
  const [small, large] = [runbookCost(50, 50), runbookCost(500, 50)];
  const perStep = ({ readMs, steps }: RunbookCost): number => readMs / steps;
  return [
    {
      name: 'runbooks.read',
      value: round(large.readMs / 1_000, 1),
      unit: `s for ${large.runbooks} runbooks of 50 steps, ${large.problems} problems`,
      ratio: round(large.readMs / large.parseMs),
      against: 'parsing their Markdown alone',
      aim: '≤ 1.5',
      parts: { 'steps read': large.steps },
    },
    {
      name: 'runbooks.growth',
      value: round(perStep(large), 3),
      unit: 'ms a step of 25,000',
      ratio: round(perStep(large) / perStep(small)),
      against: `${round(perStep(small), 3)} ms a step of 2,500`,
      aim: 'about 1',
    },
  ];
}
