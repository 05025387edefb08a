import type { Allowance, RunbookPolicy } from '@tocsin/runbook';

/** One grant, in the terms in which the deploy program takes them. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}
/** Where the grants are for; each part may be a value that is known at deploy time alone. */
export interface Account {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * What the role of the function that acts may do: what the policy allows, and looking at what it shifts.
 *
 * @throws Error for a rule that cannot be granted narrowly, with what to write instead
 */
export function iamStatementsFor(policy: RunbookPolicy, at: Account): Statement[] {
  return merged(policy.allow.flatMap((rule) => statementsOf(rule, at)));
}

function statementsOf(rule: Allowance, at: Account): Statement[] {
  const { act, resources, arns = [] } = rule;
  switch (act) {
    case 'lambda':
      return [
        {
          actions: ['lambda:InvokeFunction'],
          resources: resources.map((name) => arn(at, 'lambda', `function:${name}`, name)),
        },
      ];
    case 'automation':
      return [
        {
          actions: ['ssm:StartAutomationExecution'],
          resources: resources.map((name) => arn(at, 'ssm', `automation-definition/${name}:*`, name)),
        },
        { actions: ['ssm:GetAutomationExecution'], resources: [arn(at, 'ssm', 'automation-execution/*')] },
        ...(arns.length === 0
          ? []
          : [
              {
                actions: ['iam:PassRole'],
                resources: arns,
                conditions: [{ test: 'StringEquals', variable: 'iam:PassedToService', values: ['ssm.amazonaws.com'] }],
              },
            ]),
      ];
    case 'aws': {
      const vague = resources.find((call) => call.includes('*'));
      if (vague !== undefined)
        throw new Error(
          `The policy allows the aws call "${vague}": name each call, for its role is granted each by name.`,
        );
      if (arns.length === 0)
        throw new Error(`The policy allows ${resources.join(', ')} without saying on what: add "arns" to the rule.`);
      return [{ actions: resources, resources: arns }];
    }
    case 'webhook':
      return [];
    case 'route53-weight':
      return resources.flatMap((resource) => zoneStatements(resource, at));
    case 'alb-weight':
      return [
        { actions: ['elasticloadbalancing:ModifyRule'], resources: resources },
        // It knows no resources (service authorization reference, "Elastic Load Balancing V2").
        { actions: ['elasticloadbalancing:DescribeRules'], resources: ['*'] },
        describeAlarms(at),
      ];
    default:
      return act satisfies never;
  }
}

function zoneStatements(resource: string, at: Account): Statement[] {
  const [zone = '', ...rest] = resource.split('/');
  const record = rest.join('/');
  const zones = [`arn:${at.partition}:route53:::hostedzone/${zone}`];
  return [
    { actions: ['route53:ListResourceRecordSets'], resources: zones },
    {
      actions: ['route53:ChangeResourceRecordSets'],
      resources: zones,
      conditions: [
        // Names as Route 53 normalizes them: lower case, without the dot at the end.
        {
          test: 'ForAllValues:StringLike',
          variable: 'route53:ChangeResourceRecordSetsNormalizedRecordNames',
          values: [record.toLowerCase().replace(/\.$/, '')],
        },
        { test: 'ForAllValues:StringEquals', variable: 'route53:ChangeResourceRecordSetsActions', values: ['UPSERT'] },
      ],
    },
    describeAlarms(at),
  ];
}

/** The alarm that stops a shift. */
const describeAlarms = (at: Account): Statement => ({
  actions: ['cloudwatch:DescribeAlarms'],
  resources: [arn(at, 'cloudwatch', 'alarm:*')],
});

/** What the role of the function that looks may do: read what the policy names, and change nothing. */
export function lookStatementsFor({ read = {} }: RunbookPolicy, at: Account): Statement[] {
  const { logGroups = [], tables = [] } = read;
  return [
    // Metrics are no resources (service authorization reference, "CloudWatch").
    { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
    describeAlarms(at),
    ...(logGroups.length === 0
      ? []
      : [
          {
            actions: ['logs:StartQuery'],
            resources: logGroups.map((group) => arn(at, 'logs', `log-group:${group}:*`)),
          },
          // Queries are no resources either.
          { actions: ['logs:GetQueryResults', 'logs:StopQuery'], resources: ['*'] },
        ]),
    ...(tables.length === 0
      ? []
      : [{ actions: ['dynamodb:GetItem'], resources: tables.map((table) => arn(at, 'dynamodb', `table/${table}`)) }]),
  ];
}

const arn = ({ partition, region, account }: Account, service: string, resource: string, written = ''): string =>
  written.startsWith('arn:') ? written : `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** One statement for those that differ in their resources alone. */
function merged(statements: readonly Statement[]): Statement[] {
  const byActions = new Map<string, Statement>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.actions, statement.conditions ?? []]);
    const resources = [...(byActions.get(key)?.resources ?? []), ...statement.resources];
    byActions.set(key, { ...statement, resources: [...new Set(resources)].sort() });
  }
  return [...byActions.values()];
}
