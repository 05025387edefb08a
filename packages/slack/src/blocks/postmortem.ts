import type { Button, ConfirmationDialog } from '@slack/types';
import type { DraftView, PostmortemView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, context, limits, linkButton, type Rendered, section } from './elements.ts';
import { bold, cut, date, lines, outside, person } from './text.ts';

/** How the postmortem stands: its draft, what its own check found, what the canvas has, and what can be done next. */
export function postmortem(view: PostmortemView): Rendered {
  const { draft } = view;
  const lead = `📝 *Postmortem* · ${leadOf(view)}`;
  return {
    text: cut(lead.replaceAll('*', ''), limits.fallback),
    blocks: [
      section([lead, ...told(view), ...standing(view)].join('\n')),
      ...(draft ? [section(checked(draft))] : []),
      ...(draft ? canvas(view, draft) : []),
      ...actions('postmortem', buttons(view)),
    ],
  };
}

function leadOf({ declined, drawing, failed, draft, status }: PostmortemView): string {
  if (declined) return 'none is wanted';
  if (drawing) return `draft ${drawing.number} is being drawn up`;
  if (failed) return `draft ${failed.number} could not be drawn up`;
  if (status !== 'draft') return status;
  return draft ? `draft ${draft.number} is ready` : 'no draft yet';
}

function told({ declined, drawing, failed, draft }: PostmortemView): string[] {
  return [
    ...(declined ? [`${person(declined.by)} said so.`] : []),
    ...(drawing
      ? [`${person(drawing.by)} asked for it ${date(drawing.at)}. A long channel takes some minutes to read.`]
      : []),
    ...(failed ? [`${outside(failed.reason, 400)}. “Draft again” asks for it once more; nothing is lost.`] : []),
    ...(draft
      ? [`Draft ${draft.number} of ${date(draft.at)}${draft.by === undefined ? '' : `, for ${person(draft.by)}`}.`]
      : []),
  ];
}

function standing({ status, since, reviewDue, draft }: PostmortemView): string[] {
  const state = draft ? [`Status: ${bold(status)} since ${date(since)}`] : [];
  const due = reviewDue === undefined ? [] : [`${draft ? 'review' : 'Review'} due ${date(reviewDue)}`];
  const parts = [...state, ...due];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

function checked({ findings, foremost, incomplete }: DraftView): string {
  const found = foremost.slice(0, mostFindings).map((one) => `• ${outside(one, 200)}`);
  const left = findings - found.length;
  const count = findings === 1 ? 'one thing' : `${findings} things`;
  return [
    findings === 0 ? '*Self-check:* nothing to mend before the review.' : `*Self-check:* ${count} to look at first`,
    ...found,
    ...(left > 0 && found.length > 0 ? [`… and ${left} more, on top of the draft`] : []),
    ...(incomplete === undefined ? [] : [`⚠️ Not all of the channel is in it: ${outside(incomplete, 300)}.`]),
  ].join('\n');
}
const mostFindings = 3;

/** A later draft goes into the canvas when people say so: they may have written there. */
function canvas({ inCanvas, canvasRefused }: PostmortemView, { number, changed }: DraftView) {
  if (inCanvas === undefined) return [];
  if (canvasRefused) return [context('Slack took no canvas in this channel; “Open” shows the draft.')];
  if (inCanvas === number) return [context(`The canvas of this channel has draft ${number}.`)];
  const titles = lines(
    changed.map((title) => `• ${outside(title, 100)}`),
    1_200,
  );
  const differs = changed.length === 0 ? 'No section of it differs.' : `Different in draft ${number}:\n${titles}`;
  return [section(`The canvas of this channel has draft ${inCanvas}. ${differs}`)];
}

const replaces: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Take it into the canvas?' },
  text: {
    type: 'plain_text',
    text: 'If the canvas is Tocsin’s, the draft takes the place of all that is in it, also of what people wrote there. Slack keeps the canvas’s history.',
  },
  confirm: { type: 'plain_text', text: 'Take it' },
  deny: { type: 'plain_text', text: 'Cancel' },
};

function buttons({ incident, status, drawing, draft, inCanvas, canvasRefused }: PostmortemView): Button[] {
  const does = (label: string, word: string, more: Partial<Parameters<typeof button>[1]> = {}) =>
    button(label, {
      action: `${actionIds.do}.postmortem.${word.split(' ')[0]}`,
      value: `${incident} ${word}`,
      ...more,
    });
  const again = drawing || status === 'closed' ? [] : [does('Draft again', 'again')];
  if (!draft) return status === 'closed' ? [does('Open it again', 'back')] : again;
  const take =
    canvasRefused || inCanvas === undefined || inCanvas === draft.number
      ? []
      : [does('Take into the canvas', `take ${draft.number}`, { confirm: replaces })];
  const moves = movesFrom[status].map(([label, word]) => does(label, word));
  return [does('Open', 'open', { style: 'primary' }), ...moves, ...again, ...take];
}

const movesFrom: Readonly<Record<PostmortemView['status'], readonly (readonly [label: string, word: string])[]>> = {
  draft: [['Review it', 'review']],
  'in review': [
    ['Reviewed', 'reviewed'],
    ['Back to draft', 'back'],
  ],
  reviewed: [
    ['Close postmortem', 'close'],
    ['Review again', 'review'],
  ],
  closed: [['Review again', 'review']],
};

/** A link that Amazon S3 signed is longer than others; a button's takes 3,000 characters. */
const longestLink = 3_000;

/** Where a draft is read, for the one who asked. */
export function postmortemLinks({
  number,
  html,
  markdown,
}: {
  readonly number: number;
  readonly html: string;
  readonly markdown: string;
}): Rendered {
  const text = `📝 Draft ${number} of the postmortem. The links hold for some minutes, for whoever has them; “Open” makes new ones.`;
  return {
    text: cut(text, limits.fallback),
    blocks: [
      section(text),
      ...actions('draft', [
        ...linkButton('Read the draft', { action: `${actionIds.open}.draft`, url: html, longest: longestLink }),
        ...linkButton('Markdown', { action: `${actionIds.open}.markdown`, url: markdown, longest: longestLink }),
      ]),
    ],
  };
}
