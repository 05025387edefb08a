import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { RunbookChoice } from '@tocsin/app';
import { actionIds } from '../../action-ids.ts';
import { bookRefText } from '../../ref-text.ts';
import { actions, button, context, limits, type Rendered, section } from '../elements.ts';
import { literal } from '../rich/literal.ts';
import { bold, cut, lines, outside } from '../text.ts';

const mostButtons = 5;

/** Runbooks to begin, to whoever asked alone. */
export function runbookList({
  incident,
  choices,
  none,
}: {
  readonly incident: string;
  readonly choices: readonly RunbookChoice[];
  readonly none?: string;
}): Rendered {
  const fitting = choices.filter(({ reason }) => reason !== undefined);
  const rows = choices.map(
    ({ title, file, steps, reason }) =>
      `• ${bold(outside(title, 120))} · ${steps} ${steps === 1 ? 'step' : 'steps'} · \`${outside(file, 120)}\`${reason === undefined ? '' : `\n      ${outside(reason, 200)}`}`,
  );
  const lead =
    fitting.length > 0 ? '📖 *Runbooks*, those that fit first' : `📖 ${outside(none ?? 'no runbook applies', 300)}`;
  return {
    text: cut(lead.replaceAll('*', ''), limits.fallback),
    blocks: [
      section(lead),
      ...(rows.length === 0 ? [] : [section(lines(rows, limits.section))]),
      ...actions(
        'runbooks',
        fitting.slice(0, mostButtons).map(({ title, file }, index) =>
          button(`Start: ${outside(title, 50)}`, {
            action: `${actionIds.walk}.begin.${index}`,
            value: bookRefText({ incident, file }),
          }),
        ),
      ),
    ],
  };
}

type Change =
  | {
      readonly type: 'change';
      readonly changes: readonly { readonly file: string; readonly diff: string }[];
      readonly lost: readonly string[];
    }
  | { readonly type: 'draft'; readonly text: string }
  | { readonly type: 'nothing'; readonly reason: string };

/** A message takes some 11,000 characters; whoever needs more has the timeline. */
const longestDiff = 6_000;

/** What the runbook may learn of a walk: a diff of its Markdown, to be copied into a pull request. */
export function proposedChange(change: Change): Rendered {
  if (change.type === 'nothing') return said(outside(change.reason, 500));
  if (change.type === 'draft')
    return said('📝 *A first runbook*, from what was noted. Save it into the catalog and work it over.', [
      code(change.text),
    ]);
  const { changes, lost } = change;
  const share = Math.floor(longestDiff / Math.max(1, changes.length));
  return said(
    '📝 *A change to the runbook*, from what was skipped, did not work or was noted. Its owner works it in.',
    [
      ...changes.flatMap(({ file, diff }): KnownBlock[] => [section(`\`${outside(file, 200)}\``), code(diff, share)]),
      ...(lost.length === 0
        ? []
        : [
            context(
              `*Without a place in it now*\n${lines(
                lost.map((one) => `• ${outside(one, 300)}`),
                1_500,
              )}`,
            ),
          ]),
    ],
  );
}

const said = (words: string, blocks: readonly KnownBlock[] = []): Rendered => ({
  text: cut(words.replaceAll('*', ''), limits.fallback),
  blocks: [section(words), ...blocks],
});

/** Literal, to be copied; whole lines alone. */
function code(text: string, max = longestDiff): RichTextBlock {
  const shown = lines(literal(text).split('\n'), max) || '(empty)';
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown }] }],
  };
}
