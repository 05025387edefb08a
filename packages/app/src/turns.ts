import type { Effect } from './effects.ts';

/**
 * When an effect is shown. The first of a turn begins when the turns that it follows are over, whatever became of them;
 * what is shown in the channel waits until there is one.
 *
 *     at once ────────────────────────────────────┬─► notices ─► leaving
 *     channel ─► situation ─┬─► rest ─► replies ──┤
 *                           └─► reminder ─────────┘
 */
export type Turn = 'at once' | 'channel' | 'situation' | 'rest' | 'replies' | 'reminder' | 'notices' | 'leaving';

/** An effect of a new kind is given its turn here. */
export function turnOf(effect: Effect): Turn {
  switch (effect.type) {
    case 'page':
    case 'task':
    case 'draft':
    case 'carry':
    case 'tell':
    case 'part':
    case 'erase':
      return 'at once';
    case 'channel':
      return 'channel';
    case 'message':
      return turnOfMessage(effect);
    case 'invite':
    case 'member':
    case 'topic':
    case 'bookmark':
      return 'rest';
    case 'pin':
    case 'canvas':
      return 'replies';
    case 'leave':
      return 'leaving';
    default:
      return effect satisfies never;
  }
}

function turnOfMessage({ view, inThreadOf }: Effect & { readonly type: 'message' }): Turn {
  if (view.type === 'situation') return 'situation';
  // It mentions people, whom Slack is asked about first; one that only shrinks mentions nobody.
  if (view.type === 'reminder' && view.state !== 'replaced') return 'reminder';
  // They say whether the page got through, whether Slack took the canvas, whether the channel takes anything.
  if (view.type === 'paged' || view.type === 'postmortem' || view.type === 'shut') return 'notices';
  return inThreadOf === undefined ? 'rest' : 'replies';
}

/** Key of the message that an effect is about: without it there is nothing to reply to or to pin. */
export function rootOf(effect: Effect): string | undefined {
  if (effect.type === 'pin') return effect.of;
  return effect.type === 'message' ? effect.inThreadOf : undefined;
}
