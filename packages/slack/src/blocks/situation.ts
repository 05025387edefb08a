import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { SituationView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { commandButtons } from './commands.ts';
import { actions, context, fields, header, limits, linkButton, type Rendered, section } from './elements.ts';
import { headlineOf, type Phase, phaseOf } from './phase.ts';
import { stepList } from './steps.ts';
import { bold, channel, cut, date, lines, link, outside, paragraphs, person, withPeople } from './text.ts';

/**
 * The message that opens an incident's channel and is kept up to date: what broke, why we say so, since when, where in
 * the workflow, what was seen, what to do. The budgets add up to less than 11,000 characters: chat.postMessage refuses
 * about 13,200 and was seen to refuse 11,341 (slackapi/bolt-js issues 2509, 2867).
 */
export function situation(view: SituationView): Rendered {
  const phase = phaseOf(view);
  const headline = headlineOf(view);
  const blocks: KnownBlock[] = [
    header(headline),
    section(sentences(view, phase)),
    ...told(view),
    fields(facts(view)),
    ...(view.steps.length > 0 ? [section(stepList(view.steps, 2_400))] : []),
    ...actions('incident', commandButtons(view, phase)),
    ...actions('links', linkButtons(view)),
    ...(view.evidence.length > 0 ? [context(evidence(view))] : []),
    ...(view.alarms.length > 0 ? [context(alarms(view))] : []),
    context(footer(view)),
  ];
  const text = `${headline} (${view.severity}): ${reasonOf(view, 300)}`;
  return { text: cut(text, limits.fallback), blocks };
}

function sentences(view: SituationView, phase: Phase): string {
  const step = view.step && bold(outside(view.step.title, 80));
  const reason = reasonOf(view, 800);
  const since = date(view.since);
  const suspect = view.suspect
    ? [`*Suspected:* ${bold(outside(view.suspect.title, 80))} — ${outside(view.suspect.why, 200)}`]
    : [];
  const doubt = view.contradiction
    ? [
        `⚠️ *The evidence speaks for ${outside(view.contradiction.title, 80)}:* ${outside(view.contradiction.reason, 300)}`,
      ]
    : [];
  const unnamed = view.storm ? reason : `*Step unknown*, because ${reason}`;
  const why = step ? [`*Why this step:* ${reason}`, ...doubt, ...suspect] : [unnamed];
  const past = step ? [`*What broke:* ${step} — ${reason}`, ...suspect] : why;
  switch (phase) {
    case 'failing':
      return [`${step} has been failing since ${since}.`, ...why].join('\n');
    case 'degraded':
      return [`${step} has been degraded since ${since}: it works, but not as it should.`, ...why].join('\n');
    case 'unknown':
      return [...why, `Trouble began ${since}.`].join('\n');
    case 'mitigated':
      return [...mitigation(view), `Trouble began ${since}; it is not resolved yet.`, ...past].join('\n');
    case 'recovered':
      return [
        ...mitigation(view),
        `All alarms have been calm since ${date(view.recoveredAt ?? view.since)}. Trouble began ${since}.`,
        ...past,
      ].join('\n');
    case 'merged':
      return [mergedInto(view), `Trouble began ${since}.`, ...past].join('\n');
    case 'resolved':
      return [resolution(view), `Trouble began ${since}.`, ...past].join('\n');
    default:
      return phase satisfies never;
  }
}

/** Alarms mention nobody; who named the step is mentioned. */
function reasonOf({ reason, pinned }: SituationView, max: number): string {
  const words = outside(reason, max);
  return pinned ? withPeople(words) : words;
}

function mergedInto({ merged }: SituationView): string {
  if (!merged) return '';
  const { title, channel: id, incident, by, at } = merged;
  const where = id === undefined ? `incident \`${outside(incident, 40)}\`` : channel(id);
  return `${person(by)} said ${date(at)} that this is the same trouble as ${bold(outside(title, 150))}. *It goes on in ${where}.*`;
}

function mitigation({ mitigated }: SituationView): string[] {
  return mitigated ? [`Mitigated by ${byAtWith(mitigated)}`] : [];
}

function resolution({ resolved, closed }: SituationView): string {
  if (!resolved) return 'Resolved.';
  const end = closed ? `\nClosed by ${byAtWith(closed)}` : '';
  return `Resolved by ${byAtWith(resolved)}${end}`;
}

function byAtWith({ by, at, note }: { by: string; at: string; note?: string }): string {
  return `${person(by)} ${date(at)}${note === undefined ? '' : `: ${outside(note, 500)}`}`;
}

/** What the one who declared it knew, and where they saw it. */
function told({ summary, from }: SituationView): SectionBlock[] {
  const author = from?.by === undefined ? '' : ` of ${person(from.by)}`;
  const origin = from ? [`Opened from ${link(from.link, 'a message')}${author}.`] : [];
  const words = summary === undefined ? [] : [withPeople(paragraphs(summary, 1_200))];
  const lines = [...words, ...origin];
  return lines.length === 0 ? [] : [section(lines.join('\n'))];
}

function facts(view: SituationView): (readonly [string, string])[] {
  const { acknowledged, commander } = view;
  const status = acknowledged
    ? `${view.status}\nacknowledged by ${person(acknowledged.by)} ${date(acknowledged.at, '{time}')}`
    : `${view.status}\nnot acknowledged yet`;
  return [
    ['Severity', view.severity],
    ['Status', view.resolved ? view.status : status],
    ['Since', date(view.since)],
    ...(view.nextUpdate ? [['Next update', nextUpdateOf(view.nextUpdate)] as const] : []),
    ['Commander', commander === undefined ? `${view.leaderless ? '⏰ ' : ''}nobody yet` : person(commander)],
    ...(view.communications === undefined ? [] : [['Communications', person(view.communications)] as const]),
    ...(view.scribe === undefined ? [] : [['Scribe', person(view.scribe)] as const]),
    ...(view.storm ? [] : ownerAndConfidence(view)),
  ];
}

function ownerAndConfidence({ owner, step, confidence }: SituationView): (readonly [string, string])[] {
  return [
    ['Owner', owner ? `${outside(owner.team, 60)}${channelOf(owner.channel)}` : 'unknown'],
    ['Confidence', step ? confidence : 'none: no step is named'],
  ];
}

const nextUpdateOf = ({ at, overdue }: { at: string; overdue: boolean }): string =>
  overdue ? `⏰ overdue since ${date(at)}` : date(at);

const channelOf = (channel: string | undefined): string =>
  channel !== undefined && /^C[A-Z0-9]{2,20}$/.test(channel) ? ` <#${channel}>` : '';

function linkButtons(view: SituationView): Button[] {
  const runbook = linkButton('📖 Runbook', { action: `${actionIds.open}.runbook`, url: view.runbook });
  const others = view.links
    .slice(0, 4)
    .flatMap(({ label, url }, index) =>
      linkButton(outside(label, 40, 'Link'), { action: `${actionIds.open}.${index}`, url }),
    );
  return [...runbook, ...others];
}

function evidence(view: SituationView): string {
  const seen = view.evidence.map(({ at, text, link: url }) => {
    const where = url === undefined ? '' : ` ${link(url, 'open')}`;
    return `• ${date(at, '{date_short_pretty} {time_secs}')} ${outside(text, 350)}${where === ' open' ? '' : where}`;
  });
  return `*What was seen*\n${lines(seen, 2_000)}`;
}

const alarmSigns: Readonly<Record<string, string>> = { ALARM: ':red_circle:', OK: ':large_green_circle:' };

function alarms(view: SituationView): string {
  const rows = view.alarms.map(({ name, state, at, link: url }) => {
    const since = `${outside(state, 30)} since ${date(at)}`;
    return `${alarmSigns[state] ?? ':white_circle:'} ${link(url, outside(name, 120))} ${since}`;
  });
  const more = view.moreAlarms ? `\n… and ${view.moreAlarms} more alarms` : '';
  return `*Alarms*\n${lines(rows, 2_000)}${more}`;
}

function footer(view: SituationView): string {
  const declared = view.declaredBy === undefined ? [] : [`declared by ${person(view.declaredBy)}`];
  return [`Incident ${outside(view.incident, 60)}`, ...declared, '`/incident help` lists what you can do'].join(' · ');
}
