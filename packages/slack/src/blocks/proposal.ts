import type { ProposalView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, type Rendered, section } from './elements.ts';
import { date } from './text.ts';

/** An offer to resolve, once everything has been calm for a while. People decide; Tocsin only asks. */
export function proposal({ incident, state, recoveredAt, calmMinutes }: ProposalView): Rendered {
  const calm = `${calmMinutes} ${calmMinutes === 1 ? 'minute' : 'minutes'}`;
  const since = recoveredAt === undefined ? '' : `, since ${date(recoveredAt)}`;
  switch (state) {
    case 'offered':
      return {
        text: `🟢 All alarms have been calm for ${calm}. Resolve the incident?`,
        blocks: [
          section(
            `🟢 All alarms have been calm for ${calm}${since}.\nIs the trouble over? If not, leave it open: nothing happens by itself.`,
          ),
          ...actions('proposal', [
            button('Resolve', { action: actionIds.resolve, value: incident, style: 'primary' }),
            button('Say what fixed it…', { action: `${actionIds.form}.resolve`, value: incident }),
          ]),
        ],
      };
    case 'resolved':
      return overtaken(`✅ All alarms had been calm for ${calm}${since}. The incident is resolved.`);
    case 'relapsed':
      return overtaken(`🔴 All alarms had been calm for ${calm}, then one fired again: the trouble is not over.`);
    case 'reopened':
      return overtaken(`🔴 All alarms had been calm for ${calm}, but somebody reopened the incident.`);
    default:
      return state satisfies never;
  }
}

const overtaken = (text: string): Rendered => ({
  text: text.replace(/<!date[^|<>]*\|([^<>]*)>/, '$1'),
  blocks: [section(text)],
});
