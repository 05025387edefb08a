import type { SituationView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { formRefText } from '../ref-text.ts';
import type { FormRef } from '../views/meta.ts';
import { actions, button, limits, type Rendered, section } from './elements.ts';
import { situation } from './situation.ts';
import { bold, cut, outside, withGroups } from './text.ts';

/** What a command is answered with; only the person who gave it sees it. */
const say = (text: string): Rendered => ({ text: cut(text, limits.fallback), blocks: [section(text)] });

/** An incident as its channel shows it, and where that channel is. */
export function status(
  view: SituationView,
  { channel, outside: out }: { readonly channel: string | undefined; readonly outside?: boolean },
): Rendered {
  const shown = situation(view);
  const where = channel === undefined ? [] : [section(`Its channel is <#${channel}>.`)];
  const why = out
    ? [section('⚠️ Tocsin is not in that channel and cannot show there what happens: type `/invite @Tocsin` in it.')]
    : [];
  return { ...shown, blocks: [...shown.blocks, ...where, ...why] };
}

export function declared(incident: {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly private?: unknown;
}): Rendered {
  const title = bold(outside(incident.title, 150));
  return say(
    `Declared ${title} as ${incident.severity}, incident \`${outside(incident.id, 40)}\`. Its ${incident.private ? 'private ' : ''}channel opens in a moment.`,
  );
}

/** What making an incident private does, and what it cannot: Slack lets no app turn a public channel into a private one. */
export function madePrivate(incident: {
  readonly title: string;
  readonly private?: { readonly left?: { readonly id: string } };
}): Rendered {
  const title = bold(outside(incident.title, 150));
  const left = incident.private?.left;
  const kept =
    left === undefined
      ? ''
      : ` Its public channel <#${left.id}> is archived and what Tocsin said there is taken back. What people wrote in it stays readable in the archive for every member of the workspace, and pages that went out stay where they went; a Slack admin can delete the channel.`;
  return say(`You made ${title} private. It goes on in a private channel, to which its responders are invited.${kept}`);
}

/** Something was done; the incident's channel shows it. */
export function done(
  what: string,
  incident: { readonly title: string; readonly channel?: { readonly id: string } },
): Rendered {
  const where = incident.channel ? `: <#${incident.channel.id}> shows it in a moment` : '';
  return say(`${what} ${bold(outside(incident.title, 150))}${where}.`);
}

/** Why nothing changed. The reason may mention people and user groups, and nothing else. */
export function refused(reason: string): Rendered {
  return say(`Nothing changed: ${withGroups(outside(reason, 500))}.`);
}

/** How to say it, when something was left out. */
export function usage(words: string): Rendered {
  return say(words);
}

/** How to say it, and the button that opens a form to say it with. */
export function usageWithForm(
  words: string,
  { form, label, ref }: { readonly form: string; readonly label: string; readonly ref: FormRef },
): Rendered {
  const opens = button(`${label}…`, { action: `${actionIds.form}.${form}`, value: formRefText(ref) });
  return { ...say(words), blocks: [section(words), ...actions('form', [opens])] };
}

/** Something went wrong on our side. */
export function trouble(words: string): Rendered {
  return say(`⚠️ ${words}`);
}
