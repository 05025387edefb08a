import type { Button } from '@slack/types';
import type { SituationView } from '@tocsin/app';
import { actionIds } from '../action-ids.ts';
import { button } from './elements.ts';
import type { Phase } from './phase.ts';

type Named =
  | 'ack'
  | 'take'
  | 'handoff'
  | 'update'
  | 'mitigate'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'postmortem'
  | 'more';

const buttons: Readonly<Record<Named, { readonly label: string; readonly action: string }>> = {
  ack: { label: 'Acknowledge', action: actionIds.ack },
  take: { label: 'Take command', action: actionIds.take },
  handoff: { label: 'Hand off', action: `${actionIds.form}.handoff` },
  update: { label: 'Post update', action: `${actionIds.form}.update` },
  mitigate: { label: 'Mitigated', action: `${actionIds.form}.mitigate` },
  resolve: { label: 'Resolve', action: `${actionIds.form}.resolve` },
  reopen: { label: 'Reopen', action: `${actionIds.form}.reopen` },
  close: { label: 'Close', action: `${actionIds.form}.close` },
  postmortem: { label: 'Postmortem', action: `${actionIds.do}.postmortem` },
  more: { label: 'More…', action: `${actionIds.form}.more` },
};

/**
 * One row, of what people most likely want next: the first of it stands out. Only what still applies: nobody acknowledges
 * twice, nobody commands what is over. All else is behind “More…”.
 */
export function commandButtons(view: SituationView, phase: Phase): Button[] {
  return namesFor(view, phase).map((name, index) => {
    const { label, action } = buttons[name];
    const stands = index === 0 && phase !== 'merged' && view.status !== 'closed';
    return button(label, { action, value: view.incident, ...(stands ? { style: 'primary' } : {}) });
  });
}

function namesFor({ status, acknowledged, commander }: SituationView, phase: Phase): Named[] {
  if (phase === 'merged') return ['more'];
  if (status === 'closed') return ['postmortem', 'more'];
  if (status === 'resolved') return ['close', 'postmortem', 'reopen', 'update', 'more'];
  const command: Named = commander === undefined ? 'take' : 'handoff';
  const seen: Named[] = acknowledged ? [] : ['ack'];
  if (phase === 'recovered') return ['resolve', ...seen, 'update', command, 'more'];
  if (phase === 'mitigated') return ['update', 'resolve', command, 'more'];
  if (!acknowledged) return ['ack', command, 'update', 'mitigate', 'resolve', 'more'];
  return command === 'take'
    ? ['take', 'update', 'mitigate', 'resolve', 'more']
    : ['update', 'mitigate', 'resolve', 'handoff', 'more'];
}
