import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { until } from '../clients.ts';
import { consoleLink } from '../console.ts';
import { type Acting, type ActOf, calledOf, type Doing, failed } from './acting.ts';
import { changedMeanwhile, nextOfShift, type Scales, type Weights, weightsFor } from './shift.ts';

const lookMs = 10_000;

/** Shifts what a listener's rule forwards, between two of its target groups, called by name or ARN. */
export const albWeight: Doing<'alb-weight'> = {
  next: (acting, act, at) => nextOfShift(acting, act, at, scalesOf(acting, act)),
  async call(acting, act, call, { deadline }) {
    const { ModifyRuleCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    const elb = await acting.clients('elasticloadbalancing', { purpose: 'act', region: act.region });
    try {
      const rule = await ruleOf(acting, act);
      const weights = rule && weightsFor(call, weightsIn(rule, act));
      if (!weights) return failed(changedMeanwhile, call);
      const Actions = (rule.Actions ?? []).map((action) => withWeights(action, weights, act));
      await elb.send(new ModifyRuleCommand({ RuleArn: act.rule, Actions }), until(deadline, acting.now()));
      return { type: 'went-on', progress: call.progress };
    } catch (error) {
      const called = calledOf(error, call);
      // Values are set, so what nobody answered is simply set again.
      return called.type === 'settled' && called.outcome.type === 'unknown'
        ? { type: 'not-now', afterMs: 5_000, text: 'no clear answer from the load balancer' }
        : called;
    }
  },
};

function scalesOf(acting: Acting, act: ActOf<'alb-weight'>): Scales {
  const { rule: arn, from, to, region = acting.region } = act;
  return {
    what: `the rule ${arn.split('/').at(-1)}`,
    link: consoleLink.rule(region, arn),
    lookAt: `the weights of the target groups in the rule ${arn}`,
    async read() {
      const rule = await ruleOf(acting, act);
      if (!rule) return { type: 'refused', text: `There is no rule ${arn}.` };
      // ModifyRule does not take it (API reference); its actions belong to the listener.
      if (rule.IsDefault)
        return { type: 'refused', text: 'It is the default rule of its listener: give it a rule of its own.' };
      const weights = weightsIn(rule, act);
      const missing = [from, to].filter((name) => !(name in weights));
      if (missing.length === 0) return { type: 'weights', weights };
      return { type: 'refused', text: `The rule does not forward to ${missing.join(' or ')}.` };
    },
  };
}

async function ruleOf({ clients, now }: Acting, { rule, region }: ActOf<'alb-weight'>): Promise<Rule | undefined> {
  const { DescribeRulesCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const elb = await clients('elasticloadbalancing', { purpose: 'look', region });
  const limit = until(new Date(now().getTime() + lookMs), now());
  const { Rules = [] } = await elb.send(new DescribeRulesCommand({ RuleArns: [rule] }), limit);
  return Rules[0];
}

function weightsIn({ Actions = [] }: Rule, act: ActOf<'alb-weight'>): Weights {
  const groups = Actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
  return Object.fromEntries(
    groups.map(({ TargetGroupArn = '', Weight = 1 }) => [nameFor(TargetGroupArn, act), Weight]),
  );
}

/** `arn:…:targetgroup/<name>/<id>` by whichever of both the runbook uses. */
function nameFor(arn: string, { from, to }: Pick<ActOf<'alb-weight'>, 'from' | 'to'>): string {
  if (arn === from || arn === to) return arn;
  return arn.split('/')[1] ?? arn;
}

/** The action with other weights; stickiness and the actions before it (authentication) stay as they are. */
function withWeights(action: Action, weights: Weights, act: ActOf<'alb-weight'>): Action {
  const { ForwardConfig, TargetGroupArn: _, ...rest } = action;
  if (!ForwardConfig) return action;
  const TargetGroups = (ForwardConfig.TargetGroups ?? []).map((group) => {
    const weight = weights[nameFor(group.TargetGroupArn ?? '', act)];
    return weight === undefined ? group : { ...group, Weight: weight };
  });
  return { ...rest, ForwardConfig: { ...ForwardConfig, TargetGroups } };
}
