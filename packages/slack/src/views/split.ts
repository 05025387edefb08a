import { createHash } from 'node:crypto';
import { type AlarmState, type Incident, isGathered } from '@tocsin/incident';
import { section } from '../blocks/elements.ts';
import { bold, outside } from '../blocks/text.ts';
import { field, severalOf, words } from './elements.ts';
import { type Form, unclear } from './form.ts';

/** Of an option (Block Kit). */
const longestValue = 150;

/** Gives alarms that are another trouble an incident of their own; one that was merged goes its own way again. */
export const split: Form = {
  label: 'Split…',
  title: 'Split',
  submit: 'Split',
  attempt: ({ incident, by }) =>
    incident.merged || isGathered(incident)
      ? { type: 'unmerge', by }
      : { type: 'split', by, to: '', title: '', alarms: Object.keys(incident.alarms).slice(0, 1) },
  fields: ({ incident }, { title, reason }) =>
    incident.merged || isGathered(incident)
      ? [
          section(apartWords(incident)),
          field(
            { block: 'reason', label: 'Why', optional: true },
            words({ initial: reason, max: 500, placeholder: 'it has another cause' }),
          ),
        ]
      : [
          section('The alarms that you choose leave this incident and open one of their own, with its own channel.'),
          field(
            { block: 'alarms', label: 'Which alarms are another trouble?' },
            severalOf(
              [
                { title: 'Firing', choices: choices(incident, (alarm) => alarm.firing) },
                { title: 'Calm', choices: choices(incident, (alarm) => !alarm.firing) },
              ],
              { placeholder: 'Choose alarms; at least one stays here' },
            ),
          ),
          field(
            { block: 'title', label: 'What is wrong there' },
            words({ initial: title, max: 200, placeholder: 'previews of shared links fail' }),
          ),
        ],
  read(filled) {
    const alarms = filled.choices('alarms');
    const title = filled.text('title');
    const reason = filled.text('reason');
    // Only one that was merged is asked for neither.
    if (alarms === undefined) return { type: 'stand-alone', ...(reason === undefined ? {} : { reason }) };
    if (alarms.length === 0) return unclear({ alarms: 'Choose the alarms that are another trouble.' });
    return title === undefined
      ? unclear({ title: 'Say in a few words what is wrong there.' })
      : { type: 'split', alarms, title };
  },
};

function apartWords({ title, merged }: Incident): string {
  const it = bold(outside(title, 150));
  return merged
    ? `${it} was merged into ${bold(outside(merged.title, 150))}. It goes its own way again, in this channel, and takes its alarms along.`
    : `Another incident speaks for ${it}. It gets a channel of its own and pages its owner.`;
}

const choices = ({ alarms }: Incident, which: (alarm: AlarmState) => boolean) =>
  Object.values(alarms)
    .filter(which)
    .map(({ key, name }) => ({ value: optionOf(key), text: name.split('/').at(-1) || name }));

/** What stands for an alarm in an option: names of alarms may be longer than Slack takes. */
const optionOf = (key: string): string =>
  key.length <= longestValue ? key : createHash('sha256').update(key).digest('hex');

/** The alarms that were chosen, by key. */
export const alarmsChosen = ({ alarms }: Incident, chosen: readonly string[]): string[] =>
  Object.keys(alarms).filter((key) => chosen.includes(optionOf(key)));
