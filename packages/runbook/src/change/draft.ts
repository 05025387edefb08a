import { asText } from './text.ts';

export interface DraftInput {
  readonly incident: string;
  readonly title: string;
  readonly workflow?: string;
  readonly step?: string;
  readonly dependency?: string;
  /** YYYY-MM-DD */
  readonly today: string;
  /** What people wrote down that they did, in the order in which they did it. */
  readonly steps: readonly { readonly at: string; readonly text: string }[];
}

/**
 * A first runbook for what had none: the steps that people noted while they mended it, each under a heading of its own.
 * It is sound as it is, and for its owner to reword.
 */
export function draftRunbook({ incident, title, workflow, step, dependency, today, steps }: DraftInput): string {
  const scope = [
    ...(workflow !== undefined && dependency === undefined ? [`  workflows: [${workflow}]`] : []),
    ...(workflow !== undefined && step !== undefined ? [`  steps: [${workflow}/${step}]`] : []),
    ...(dependency === undefined ? [] : [`  dependencies: [${dependency}]`]),
  ];
  const noted = steps.filter(({ text }) => text.trim() !== '');
  const [first = { at: today, text: 'Find out what is broken, and write here how.' }, ...others] = noted;
  return [
    '---',
    `title: ${JSON.stringify(oneLine(title) || 'A runbook')}`,
    ...(scope.length > 0 ? ['applies-to:', ...scope] : []),
    `last-reviewed: ${today}`,
    '---',
    '',
    `# ${asText(title) || 'A runbook'}`,
    '',
    `Drafted from what was noted in incident ${asText(incident)}. Reword it: say what to do, and what to expect.`,
    ...[first, ...others].flatMap(({ text }, index) => ['', `## ${index + 1}. ${headingFor(text)}`, '', asText(text)]),
    '',
    `## ${Math.max(1, noted.length) + 1}. Check that it is over`,
    '',
    'Look at what was broken the way a user does, and say that it works again.',
    '',
  ].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The first sentence, short enough to be a button's label beside a number. */
function headingFor(text: string): string {
  const sentence = oneLine(text).split(/[.:;!?](?:\s|$)/)[0] ?? '';
  const words = sentence.length <= 60 ? sentence : `${sentence.slice(0, 59).replace(/\s\S*$/, '')}…`;
  return asText(words) || 'Do what was noted';
}
