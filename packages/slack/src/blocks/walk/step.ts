import type { KnownBlock } from '@slack/types';
import type { CurrentState, CurrentStep, WalkView } from '@tocsin/app';
import type { SpecLine, StepType } from '@tocsin/runbook';
import { context, divider, section } from '../elements.ts';
import { documentBlocks } from '../rich/document.ts';
import { literal } from '../rich/literal.ts';
import { bold, date, latest, lines, outside, person } from '../text.ts';
import { weightOf } from '../weight.ts';
import { noteLine, outcomeSign, outcomeWords, seenAt, shortLink } from './trail.ts';

const longestText = 4_000;
const longestSpec = 1_200;

const kinds: Readonly<Record<StepType, string>> = {
  do: 'do it and say so',
  decide: 'answer it',
  check: 'Tocsin looks',
  act: 'Tocsin does it when you say so',
};

/** The step to be done now: its text, what Tocsin would look at or do, how that stands. */
export function stepBlocks(view: WalkView, step: CurrentStep, room: number): KnownBlock[] {
  const said = [
    ...step.earlier.map((one) => `${outcomeSign(one)} before: ${outcomeWords(one)}`),
    ...step.notes.map(noteLine),
  ];
  const title = section(titleWords(view, step));
  const rest: KnownBlock[] = [
    ...(step.spec === undefined ? [] : specBlocks(step.spec, step)),
    ...stateBlocks(step),
    ...(said.length === 0 ? [] : [context(latest(said, 600).join('\n'))]),
  ];
  return [divider, title, ...textBlocks(view, step, room - weightOf([title, rest])), ...rest];
}

/** Where an address in the words about a cut may be. */
const forTheRest = 500;

function textBlocks({ url }: WalkView, { text, base }: CurrentStep, room: number): KnownBlock[] {
  const max = Math.max(200, Math.min(longestText, room - forTheRest));
  const { blocks, whole } = documentBlocks(text, { max, resolve: resolveFrom(base) });
  if (whole) return blocks;
  const rest = shortLink(base ?? url, 'the whole of this step');
  return [...blocks, context(rest === '' ? 'The text is cut here.' : `The text is cut here: ${rest}.`)];
}

function titleWords({ settled }: WalkView, { title, kind, attempt, approval }: CurrentStep): string {
  const how = approval ? 'Tocsin does it when two people say so' : kinds[kind];
  return `*Step ${settled + 1}:* ${bold(outside(title, 150))} · ${how}${attempt > 1 ? ` · attempt ${attempt}` : ''}`;
}

const resolveFrom =
  (base: string | undefined) =>
  (url: string): string | undefined =>
    URL.canParse(url, base) ? new URL(url, base).href : undefined;

/** Literal, for it is what will be looked at or done, to the letter. */
function specBlocks(spec: readonly SpecLine[], { kind, dryRun }: CurrentStep): KnownBlock[] {
  const widest = Math.min(24, Math.max(0, ...spec.map(({ name }) => name.length)));
  const rows = spec.map(({ name, value }) => `${literal(name).padEnd(widest)}  ${literal(value).replace(/\s+/g, ' ')}`);
  const text = lines(
    rows.map((row) => (row.length > 400 ? `${[...row].slice(0, 380).join('')}…` : row)),
    longestSpec,
  );
  if (text === '') return [];
  return [
    context(kind === 'check' ? 'What Tocsin looks at:' : `What Tocsin ${dryRun ? 'would do' : 'does'}:`),
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] },
  ];
}

const rehearsal =
  '🎭 *This is a drill:* Tocsin says what it would do and changes nothing. For real somebody else has to agree.';

function stateBlocks({ state, byHand, kind, moves, dryRun, rehearsed }: CurrentStep): KnownBlock[] {
  const words = moves.includes('start')
    ? '⚠️ *Tocsin could not settle this.* Try again, or do it by hand:'
    : '✋ *Do this step by hand*:';
  const hand = byHand === undefined ? [] : [section(`${words} ${outside(byHand, 300)}`)];
  const standing = stateWords(state, kind);
  const dry =
    rehearsed === undefined
      ? dryRun
        ? [section(rehearsal)]
        : []
      : [section(`🎭 *Dry run:* ${outside(rehearsed, 400)}`)];
  return [...dry, ...hand, ...(standing === undefined ? [] : [section(standing)])];
}

function stateWords(state: CurrentState, kind: StepType): string | undefined {
  switch (state.type) {
    case 'active':
      return undefined;
    case 'asked':
      return `🤝 ${person(state.by)} wants this done${state.forReal ? ' *for real*' : ''}, ${date(state.at, '{time}')}. *Somebody else has to agree.*`;
    case 'running': {
      const agreed = state.approvedBy === undefined ? '' : `, ${person(state.approvedBy)} agreed`;
      const due = state.overdue
        ? ' No answer came in time; it was asked for again.'
        : state.due === undefined
          ? ''
          : ` An answer comes by ${date(state.due, '{time}')}.`;
      return `⏳ ${kind === 'check' ? 'Tocsin looks' : 'Tocsin is at it'}, asked by ${person(state.by)} ${date(state.at, '{time}')}${agreed}.${due}`;
    }
    case 'went-badly':
      return `⚠️ ${bold(kind === 'check' ? 'Not as expected' : 'It did not work')}, ${date(state.at, '{time}')}: ${outside(state.said, 400)}${seenAt(state.link)}\nThe runbook does not say what then: try again, or go on.`;
    default:
      return state satisfies never;
  }
}
