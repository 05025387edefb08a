import { Refusal, unknownOperation } from './refusal.ts';
import { toXml } from './xml.ts';

/** A rule that forwards by weight. */
export interface ForwardRule {
  readonly isDefault?: boolean;
  readonly stickySeconds?: number;
  readonly groups: readonly { readonly arn: string; readonly weight: number }[];
}

const namespace = 'xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"';

/** DescribeRules and ModifyRule, in the query protocol: a form in, XML out. */
export function loadBalancers(rules: Map<string, ForwardRule>) {
  const ruleOf = (arn: string): ForwardRule => {
    const rule = rules.get(arn);
    if (!rule) throw new Refusal('RuleNotFound', `One or more rules not found: ${arn}`);
    return rule;
  };
  return (form: URLSearchParams): string => {
    const action = form.get('Action') ?? '';
    if (action === 'DescribeRules') {
      const arns = [...form].filter(([name]) => name.startsWith('RuleArns.member.')).map(([, arn]) => arn);
      return response(action, { Rules: { member: arns.map((arn) => written(arn, ruleOf(arn))) } });
    }
    if (action !== 'ModifyRule') throw unknownOperation(`elasticloadbalancing:${action}`);
    const arn = form.get('RuleArn') ?? '';
    const before = ruleOf(arn);
    if (before.isDefault)
      throw new Refusal('OperationNotPermitted', 'Default rules cannot be modified with ModifyRule');
    const rule = readRule(form);
    rules.set(arn, rule);
    return response(action, { Rules: { member: [written(arn, rule)] } });
  };
}

const response = (action: string, result: Parameters<typeof toXml>[1]): string =>
  toXml(`${action}Response`, { [`${action}Result`]: result, ResponseMetadata: { RequestId: 'r' } }).replace(
    'Response>',
    `Response ${namespace}>`,
  );

const written = (arn: string, { isDefault = false, stickySeconds, groups }: ForwardRule) => ({
  RuleArn: arn,
  Priority: isDefault ? 'default' : '10',
  IsDefault: isDefault,
  Actions: {
    member: [
      {
        Type: 'forward',
        Order: 1,
        ForwardConfig: {
          TargetGroups: { member: groups.map((group) => ({ TargetGroupArn: group.arn, Weight: group.weight })) },
          TargetGroupStickinessConfig: {
            Enabled: stickySeconds !== undefined,
            ...(stickySeconds === undefined ? {} : { DurationSeconds: stickySeconds }),
          },
        },
      },
    ],
  },
});

function readRule(form: URLSearchParams): ForwardRule {
  const prefix = 'Actions.member.1.';
  if (form.get(`${prefix}Type`) !== 'forward') throw new Refusal('ValidationError', 'The action does not forward');
  if (form.has(`${prefix}TargetGroupArn`))
    throw new Refusal('ValidationError', 'Give a target group or a forward config');
  const groups: { arn: string; weight: number }[] = [];
  for (let index = 1; ; index++) {
    const group = `${prefix}ForwardConfig.TargetGroups.member.${index}.`;
    const arn = form.get(`${group}TargetGroupArn`);
    if (arn === null) break;
    const weight = Number(form.get(`${group}Weight`) ?? Number.NaN);
    if (!Number.isInteger(weight) || weight < 0 || weight > 999)
      throw new Refusal('ValidationError', `Weight ${weight} is not 0–999`);
    groups.push({ arn, weight });
  }
  const sticky = `${prefix}ForwardConfig.TargetGroupStickinessConfig.`;
  const stickySeconds =
    form.get(`${sticky}Enabled`) === 'true' ? Number(form.get(`${sticky}DurationSeconds`)) : undefined;
  return { groups, ...(stickySeconds === undefined ? {} : { stickySeconds }) };
}
