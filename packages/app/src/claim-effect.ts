import { type Effect, fingerprintOf } from './effects.ts';
import type { Claim } from './ledger.ts';
import type { World } from './ports.ts';

/** Longer than respond may take (stacks/sizing.ts), so that a lease that ran out means a crash. */
export const leaseMs = 30_000;

/** Claims an effect, or says until when somebody else holds it. */
export async function claimEffect(
  { store, clock }: World,
  { effect, incident, token }: { readonly effect: Effect; readonly incident: string; readonly token: string },
): Promise<Claim> {
  const now = clock.now();
  const lease = new Date(now.getTime() + leaseMs).toISOString();
  const fingerprint = fingerprintOf(effect);
  return store.claimEffect({ incident, effect: effect.key, token, now: now.toISOString(), lease, fingerprint });
}
