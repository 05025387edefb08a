import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import type { CurrentStep, WalkView, WayBack } from '@tocsin/app';
import type { MoveType } from '@tocsin/runbook';
import { actionIds } from '../../action-ids.ts';
import { formRefText, walkRefText } from '../../ref-text.ts';
import type { WalkRef } from '../../walk-ref.ts';
import { actions, button } from '../elements.ts';
import { outside } from '../text.ts';

/** More answers than this are given from the keyboard. */
const mostAnswers = 15;
const longestStep = 200;
const mostWaysBack = 5;

/** What can be done at this step, and what can be done with the walk: only what would not be refused. */
export function moveButtons(view: WalkView): KnownBlock[] {
  const { current } = view;
  if (!current || view.ended) return [];
  const allowed = (names: readonly Named[]) =>
    names.filter((name) => name === 'answer' || name === 'hand-over' || current.moves.includes(name));
  const first = allowed(['answer', 'start', 'approve', 'again', 'done', 'go-on', 'decline']);
  const then = allowed(['skip', 'did-not-work', 'note', 'back', 'hand-over', 'stop']);
  return [
    ...actions('walk.now', primed(first.flatMap((name) => buttonsFor(name, view, current)))),
    ...actions(
      'walk.other',
      then.flatMap((name) => buttonsFor(name, view, current)),
    ),
  ];
}

/** What remains to do with what was done: take it back, see what the runbook may learn of it. */
export function waysOut(view: WalkView): KnownBlock[] {
  const ways = view.waysBack.slice(0, mostWaysBack);
  const back = ways.flatMap((way, index) => way.moves.map((move) => wayBack(view, way, { move, index })));
  const change = view.proposes
    ? [
        button('Show the proposed change', {
          action: `${actionIds.do}.runbook.change`,
          value: `${view.incident} change ${view.walk}`,
        }),
      ]
    : [];
  return actions('walk.after', [...back, ...change]);
}

const backLabels = {
  undo: 'Take back',
  'approve-undo': 'Agree to take back',
  'decline-undo': 'Do not take back',
} as const;

function wayBack(
  { incident, walk }: WalkView,
  { step, attempt, title, words }: WayBack,
  { move, index }: { readonly move: WayBack['moves'][number]; readonly index: number },
): Button {
  const confirm: ConfirmationDialog = {
    title: { type: 'plain_text', text: 'Take it back?' },
    text: { type: 'plain_text', text: outside(words, 150) },
    confirm: { type: 'plain_text', text: 'Take back' },
    deny: { type: 'plain_text', text: 'Cancel' },
  };
  return button(`${backLabels[move]}: ${outside(title, 50)}`, {
    action: `${actionIds.walk}.${move}.${index}`,
    value: walkRefText({ incident, walk, step: step.slice(0, longestStep), attempt }),
    ...(move === 'decline-undo' ? {} : { confirm }),
  });
}

type Named = MoveType | 'hand-over';

const forms: Readonly<Partial<Record<Named, string>>> = {
  skip: 'Skip…',
  'did-not-work': 'Did not work…',
  note: 'Note…',
  'hand-over': 'Hand over…',
  stop: 'Stop…',
};

function buttonsFor(name: Named, view: WalkView, step: CurrentStep): Button[] {
  const { incident, walk } = view;
  const ref: WalkRef = { incident, walk, step: step.id.slice(0, longestStep), attempt: step.attempt };
  if (name === 'answer') {
    if (!step.moves.includes('answer')) return [];
    return step.answers.slice(0, mostAnswers).map((answer, index) =>
      button(outside(answer, 60), {
        action: `${actionIds.walk}.answer.${index}`,
        value: walkRefText({ ...ref, answer: index }),
      }),
    );
  }
  const form = forms[name];
  if (form !== undefined) {
    const given = { walk, step: ref.step ?? '', attempt: String(step.attempt) };
    return [button(form, { action: `${actionIds.form}.walk-${name}`, value: formRefText({ incident, given }) })];
  }
  const pressed = button(labelOf(name, step), { action: `${actionIds.walk}.${name}`, value: walkRefText(ref) });
  return name === 'start' && step.dryRun ? [pressed, forReal(ref)] : [pressed];
}

/** What a drill leaves out unless two people want it. */
const forReal = (ref: WalkRef): Button =>
  button('Ask to run for real', {
    action: `${actionIds.walk}.start-for-real`,
    value: walkRefText(ref),
    confirm: {
      title: { type: 'plain_text', text: 'For real, in a drill?' },
      text: { type: 'plain_text', text: 'Once somebody else agrees, Tocsin changes what the step names.' },
      confirm: { type: 'plain_text', text: 'Ask' },
      deny: { type: 'plain_text', text: 'Cancel' },
    },
  });

function labelOf(name: Named, { kind, approval, state, dryRun }: CurrentStep): string {
  switch (name) {
    case 'start':
      if (dryRun) return approval ? 'Ask for a dry run' : 'Dry run';
      return kind === 'check' ? 'Look' : approval ? 'Ask to run' : 'Run';
    case 'done':
      return kind === 'do' ? 'Done' : kind === 'decide' ? 'Go on' : 'Done by hand';
    case 'again':
      return kind === 'check' ? 'Check again' : 'Try again';
    case 'go-on':
      return state.type === 'went-badly' ? 'Go on all the same' : 'Go on';
    case 'approve':
      return 'Approve';
    case 'decline':
      return 'Decline';
    case 'back':
      return 'Back';
    default:
      return name;
  }
}

/** The first of them is what is most likely done next. Of several answers none is. */
function primed(buttons: Button[]): Button[] {
  const [first, ...others] = buttons;
  if (!first || first.action_id?.startsWith(`${actionIds.walk}.answer`)) return buttons;
  return [{ ...first, style: 'primary' }, ...others];
}
