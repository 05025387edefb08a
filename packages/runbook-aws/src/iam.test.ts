import { expect, it } from 'vitest';
import { iamStatementsFor, lookStatementsFor } from './iam.ts';

const at = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

it('a function may be invoked by the pattern that the policy allows, and nothing else', () => {
  expect(iamStatementsFor({ allow: [{ act: 'lambda', resources: ['shop-restart-*'] }] }, at)).toEqual([
    {
      actions: ['lambda:InvokeFunction'],
      resources: ['arn:aws:lambda:eu-west-1:123456789012:function:shop-restart-*'],
    },
  ]);
});

it('rules of one kind become one statement', () => {
  const allow = ['b', 'a'].map((name) => ({ act: 'lambda' as const, resources: [name] }));
  expect(iamStatementsFor({ allow }, at).map(({ resources }) => resources.map((one) => one.split(':').at(-1)))).toEqual(
    [['a', 'b']],
  );
});

it('an automation may be started and followed, and handed the roles that are named', () => {
  const role = 'arn:aws:iam::123456789012:role/shop-mend';
  const statements = iamStatementsFor({ allow: [{ act: 'automation', resources: ['shop-*'], arns: [role] }] }, at);
  expect(statements.map(({ actions, resources }) => `${actions.join()} on ${resources.join()}`)).toEqual([
    'ssm:StartAutomationExecution on arn:aws:ssm:eu-west-1:123456789012:automation-definition/shop-*:*',
    'ssm:GetAutomationExecution on arn:aws:ssm:eu-west-1:123456789012:automation-execution/*',
    `iam:PassRole on ${role}`,
  ]);
  expect(statements[2]?.conditions).toEqual([
    { test: 'StringEquals', variable: 'iam:PassedToService', values: ['ssm.amazonaws.com'] },
  ]);
});

it.each([
  [{ act: 'aws' as const, resources: ['ecs:*'], arns: ['*'] }, 'name each call'],
  [{ act: 'aws' as const, resources: ['ecs:UpdateService'] }, 'add "arns"'],
])('an aws call that cannot be granted narrowly is refused: %o', (rule, mend) => {
  expect(() => iamStatementsFor({ allow: [rule] }, at)).toThrow(mend);
});

it('a record is changed by its name, and never deleted', () => {
  const [list, change, alarms] = iamStatementsFor(
    { allow: [{ act: 'route53-weight', resources: ['Z1/Shop.example.'] }] },
    at,
  );
  expect(list).toEqual({ actions: ['route53:ListResourceRecordSets'], resources: ['arn:aws:route53:::hostedzone/Z1'] });
  expect(change?.conditions?.map(({ values }) => values)).toEqual([['shop.example'], ['UPSERT']]);
  expect(alarms?.actions).toEqual(['cloudwatch:DescribeAlarms']);
});

it('a rule of a load balancer is modified by its ARN; a webhook needs no grant', () => {
  const rule = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/1/2/3';
  const allow = [
    { act: 'alb-weight' as const, resources: [rule] },
    { act: 'webhook' as const, resources: ['https://mend.example/*'] },
  ];
  expect(
    iamStatementsFor({ allow }, at).map(({ actions, resources }) => `${actions.join()} on ${resources.join()}`),
  ).toEqual([
    `elasticloadbalancing:ModifyRule on ${rule}`,
    'elasticloadbalancing:DescribeRules on *',
    'cloudwatch:DescribeAlarms on arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*',
  ]);
});

it('looking reads metrics, alarms and what the policy names, and changes nothing', () => {
  const policy = { allow: [], read: { logGroups: ['/shop/*/front'], tables: ['carts'] } };
  expect(
    lookStatementsFor(policy, at).map(({ actions, resources }) => `${actions.join()} on ${resources.join()}`),
  ).toEqual([
    'cloudwatch:GetMetricData on *',
    'cloudwatch:DescribeAlarms on arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*',
    'logs:StartQuery on arn:aws:logs:eu-west-1:123456789012:log-group:/shop/*/front:*',
    'logs:GetQueryResults,logs:StopQuery on *',
    'dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:123456789012:table/carts',
  ]);
});
