/** A fault to come: what Slack does wrong, or a network in between. */
export type Fault =
  | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'http500' }
  /** An error that says nothing about whether the operation took effect; here it says so. */
  | { readonly kind: 'fatal_error'; readonly after: boolean }
  /** The connection ends without an answer, before the operation or after it. */
  | { readonly kind: 'no-answer'; readonly after: boolean }
  | { readonly kind: 'revoked' };

export interface FaultPlan {
  /** Which method; any when left out. */
  readonly method?: string;
  /** How many calls it hits; 1 when left out. */
  readonly times?: number;
  readonly fault: Fault;
}

/** Faults in the order they were planned; each hits the next calls that fit. */
export function faultQueue() {
  const plans: { plan: FaultPlan; left: number }[] = [];
  return {
    add: (plan: FaultPlan) => void plans.push({ plan, left: plan.times ?? 1 }),
    clear: () => void plans.splice(0),
    next(method: string): Fault | undefined {
      const found = plans.find(({ plan, left }) => left > 0 && (plan.method === undefined || plan.method === method));
      if (!found) return undefined;
      found.left -= 1;
      return found.plan.fault;
    },
  };
}
