import type { ProposalView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { actions, button, type Rendered, section } from './elements.ts';
import { date } from './text.ts';

/** An offer to resolve, once everything has been calm for a while. People decide; Tocsin only asks. */
export function proposal({ incident, recoveredAt, calmMinutes }: ProposalView): Rendered {
  const calm = `All alarms have been calm for ${calmMinutes} ${calmMinutes === 1 ? 'minute' : 'minutes'}`;
  return {
    text: `🟢 ${calm}. Resolve the incident?`,
    blocks: [
      section(
        `🟢 ${calm}, since ${date(recoveredAt)}.\nIs the trouble over? If not, leave it open: nothing happens by itself.`,
      ),
      ...actions('proposal', [button('Resolve', { action: actionIds.resolve, value: incident, style: 'primary' })]),
    ],
  };
}
