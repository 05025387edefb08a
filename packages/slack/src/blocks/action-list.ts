import type { KnownBlock, Overflow, PlainTextOption, SectionBlock } from '@slack/types';
import type { ActionLine, ActionsView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, context, limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, lines, link, outside, person } from './text.ts';

/** Rows with a menu each; more would fill the channel, and Slack takes 50 blocks and 13,200 characters. */
const shownOpen = 15;
const shownEnded = 5;
const longestText = 220;
/** Slack’s own are shorter. */
const longestLink = 150;

/** What is left to do, what is done, and a menu for each. */
export function actionList({ incident, items }: ActionsView): Rendered {
  const open = items.filter(({ ended }) => !ended);
  const ended = items.filter(({ ended: end }) => end).toReversed();
  const lead = `📋 ${bold('Action items')} · ${open.length === 0 ? 'nothing left to do' : `${open.length} open`}${ended.length > 0 ? `, ${ended.length} ended` : ''}`;
  const more =
    open.length > shownOpen ? [context(`… and ${open.length - shownOpen} more: \`/incident action list\``)] : [];
  const blocks: KnownBlock[] = [
    section(lead),
    ...open.slice(0, shownOpen).map((item) => row(incident, item)),
    ...more,
    ...ended.slice(0, shownEnded).map((item) => row(incident, item)),
    ...actions('actions', [button('Add', { action: `${actionIds.form}.action`, value: incident })]),
  ];
  return { text: cut(lead.replaceAll('*', ''), limits.fallback), blocks };
}

function row(incident: string, item: ActionLine): SectionBlock {
  return { ...section(actionWords(item)), accessory: menu(incident, item) };
}

/** An item on one line: what, who, until when. */
export function actionWords({ id, text, owner, due, kind, source, ended }: ActionLine): string {
  const what = outside(text, longestText);
  const facts = [
    ...(owner === undefined ? ['nobody’s yet'] : [person(owner)]),
    ...(due === undefined ? [] : [`due ${due}`]),
    ...(kind === undefined ? [] : [`to ${kind}`]),
    ...(source?.link === undefined || source.link.length > longestLink ? [] : [link(source.link, 'message')]),
  ];
  if (!ended) return `☐ ${bold(id)} ${what}\n${facts.join(' · ')}`;
  const end = `${person(ended.by)} ${date(ended.at)}`;
  return ended.dropped === undefined
    ? `☑ ${bold(id)} ${what}\ndone by ${end}`
    : `☒ ${bold(id)} ${what}\ndropped by ${end}: ${outside(ended.dropped, 200)}`;
}

function menu(incident: string, { id, ended }: ActionLine): Overflow {
  const choices = ended ? ['reopen', 'edit'] : ['done', 'edit', 'drop'];
  return {
    type: 'overflow',
    action_id: `${actionIds.do}.action`,
    options: choices.map((verb) => option(menuLabels[verb] ?? verb, `${incident} ${verb} ${id}`)),
  };
}

const menuLabels: Readonly<Record<string, string>> = { done: 'Done', edit: 'Edit', drop: 'Drop', reopen: 'Reopen' };

const option = (label: string, value: string): PlainTextOption => ({
  text: { type: 'plain_text', text: label },
  value,
});

/** All of them, to whoever asked alone: what is open first. */
export function actionReply({ items }: ActionsView, title: string): Rendered {
  const rows = [...items.filter(({ ended }) => !ended), ...items.filter(({ ended }) => ended)].map(actionWords);
  const lead = `Action items of ${bold(outside(title, 150))}`;
  if (rows.length === 0) rows.push('none yet: `/incident action add raise the limit @alice by friday` adds one');
  return {
    text: cut(lead.replaceAll('*', ''), limits.fallback),
    blocks: [section(`${lead}\n${lines(rows, limits.section - 300)}`)],
  };
}
