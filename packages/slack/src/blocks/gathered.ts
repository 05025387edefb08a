import type { GatheredGroup, GatheredLine, GatheredView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, context, limits, type Rendered, section } from './elements.ts';
import { bold, cut, date, outside } from './text.ts';

/** What one looks over at a glance; the button shows the rest. */
const groupsShown = 6;
const linesShown = 5;
/** Rows of one answer: within four sections, of which Slack is known to take as many in one message. */
const perPage = 40;
const perSection = 10;

/** How the incidents stand that this one speaks for: counts first, by what they stand on, a few of each by name. */
export function gathered(view: GatheredView): Rendered {
  const headline = counted(view);
  const severities = view.severities.map(({ severity, count }) => `${count} × ${severity}`);
  const origin = originOf(view);
  const groups = inGroups(view);
  const hidden = groups.length - groupsShown;
  const blocks = [
    section([bold(headline), ...(severities.length > 0 ? [severities.join(' · ')] : []), origin].join('\n')),
    ...groups.slice(0, groupsShown).map((group) => section(groupWords(group))),
    ...(hidden > 0 ? [context(`… and ${hidden} more ${hidden === 1 ? 'group' : 'groups'}`)] : []),
    ...actions('gathered', [button('Show all', { action: `${actionIds.do}.gathered`, value: view.incident })]),
    context('Pages, runbooks and the timeline are shared here. `/incident split <id>` gives one a channel of its own.'),
  ];
  return { text: cut(headline, limits.fallback), blocks };
}

const counted = ({ total, failing, storm }: GatheredView): string => {
  const which = storm ? (total === 1 ? 'incident' : 'incidents') : `more ${total === 1 ? 'incident' : 'incidents'}`;
  if (failing === 0) return `🟢 All of ${total} ${which} have recovered`;
  return `🔴 ${failing} of ${total} ${which} still failing`;
};

/** What a dependency is to them: several name it, or one does that shares it with the incident that speaks. */
const isShared = ({ storm }: Pick<GatheredView, 'storm'>, { dependency, lines }: GatheredGroup): boolean =>
  dependency !== undefined && (lines.length > 1 || !storm);

function originOf(view: GatheredView): string {
  if (!view.storm) return 'They opened within minutes of this one and name the same dependency.';
  return view.groups.some((group) => isShared(view, group))
    ? 'They opened within minutes of each other, more than people can follow in channels of their own; some share a dependency.'
    : 'They opened within minutes of each other and share nothing that the catalog names.';
}

/** Those that share what they stand on; the others stand in one list, for a heading a line helps nobody. */
function inGroups(view: GatheredView): GatheredGroup[] {
  const { groups } = view;
  const alone = groups.filter((group) => !isShared(view, group));
  const lines = alone.flatMap((group) => group.lines);
  const failing = lines.filter(({ state }) => state === 'failing').length;
  const rest = lines.length > 0 ? [{ total: lines.length, failing, lines }] : [];
  return [...groups.filter((group) => !alone.includes(group)), ...rest];
}

function groupWords({ dependency, total, failing, lines }: GatheredGroup): string {
  const what = dependency === undefined ? headingOf(lines) : outside(dependency, 80);
  const state =
    failing === 0
      ? `all ${total} recovered`
      : failing === total
        ? `${total} failing`
        : `${failing} of ${total} failing`;
  const named = lines
    .slice(0, linesShown)
    .map((line) => `${signs[line.state]} ${nameOf(line)}${dependency === undefined ? on(line) : ''}`);
  const more = total > linesShown ? [`… and ${total - linesShown} more`] : [];
  return [`${bold(what)} · ${state}`, ...named, ...more].join('\n');
}

/** Of those that share nothing. */
function headingOf(lines: readonly GatheredLine[]): string {
  const suspected = lines.filter(({ dependency }) => dependency !== undefined).length;
  if (suspected === 0) return 'No dependency is suspected';
  if (suspected < lines.length) return 'Nothing in common';
  return lines.length === 1 ? 'On a dependency of its own' : 'Each on a dependency of its own';
}

const signs: Readonly<Record<GatheredLine['state'], string>> = { failing: '🔴', recovered: '🟢', over: '✅' };

const on = ({ dependency }: GatheredLine): string => (dependency === undefined ? '' : ` · ${outside(dependency, 40)}`);

const nameOf = ({ title, step, severity }: GatheredLine): string =>
  [severity, outside(title, 60), ...(step === undefined ? [] : [outside(step, 60)])].join(' · ');

/** A page of all of them, to whoever asked. `from`: how many stand before it. */
export function gatheredList(view: GatheredView, from: number): Rendered {
  const all = view.groups.flatMap(({ lines }) => lines);
  const start = from < all.length ? Math.max(0, from) : 0;
  const page = all.slice(start, start + perPage);
  const headline = all.length === 0 ? 'This incident speaks for no other.' : counted(view);
  const range = all.length > perPage ? [`${start + 1}–${start + page.length} of ${all.length}`] : [];
  const turns = [
    ...(start > 0 ? [turn('Before', view, Math.max(0, start - perPage))] : []),
    ...(start + page.length < all.length ? [turn('Show more', view, start + perPage)] : []),
  ];
  const parts = Array.from({ length: Math.ceil(page.length / perSection) }, (_, index) =>
    section(
      page
        .slice(index * perSection, (index + 1) * perSection)
        .map(rowOf)
        .join('\n'),
    ),
  );
  const blocks = [section([bold(headline), ...range].join(' · ')), ...parts, ...actions('gathered.pages', turns)];
  return { text: cut(headline, limits.fallback), blocks };
}

const turn = (label: string, { incident }: GatheredView, from: number) =>
  button(label, {
    action: `${actionIds.do}.gathered${label === 'Before' ? '.before' : ''}`,
    value: `${incident} ${from}`,
  });

function rowOf(line: GatheredLine): string {
  const since = `since ${date(line.since, '{time}')}`;
  return [`${signs[line.state]} ${nameOf(line)}${on(line)}`, since, `\`${line.incident}\``].join(' · ');
}
