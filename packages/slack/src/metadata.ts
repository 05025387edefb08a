import type { EffectRef } from '@tocsin/app';

/** Marks our messages, so that one that got through unseen is found again instead of posted twice. */
const eventType = 'tocsin_effect';

export const metadataOf = ({ incident, effect }: EffectRef) => ({
  event_type: eventType,
  event_payload: { incident, effect },
});

/** Whether a message's metadata, as Slack returns it, names this effect. */
export function carries(metadata: unknown, { incident, effect }: EffectRef): boolean {
  const { event_type, event_payload } = (metadata ?? {}) as {
    event_type?: unknown;
    event_payload?: { incident?: unknown; effect?: unknown };
  };
  return event_type === eventType && event_payload?.incident === incident && event_payload.effect === effect;
}
