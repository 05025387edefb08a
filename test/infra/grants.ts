import { describe, expect, it } from 'vitest';
import { grantsOf, read, role } from './tools/read.ts';
import { stages } from './tools/stages.ts';

const get = read(() => stages.test);

const names = ['Intake', 'Slack', 'Respond', 'Tick', 'Look', 'Act', 'Draft'];

/** What a task needs of Tocsin's own: its queue, its item, and a way to say what came of it. */
const ofTasks = (name: string) => [
  'dynamodb:GetItem on dynamodb table/IncidentsTable',
  'dynamodb:PutItem on dynamodb table/IncidentsTable',
  'dynamodb:Query on dynamodb table/IncidentsTable',
  'dynamodb:UpdateItem on dynamodb table/IncidentsTable',
  `logs:CreateLogStream on logs log-group:/tocsin/test/${name.toLowerCase()}:*`,
  `logs:PutLogEvents on logs log-group:/tocsin/test/${name.toLowerCase()}:*`,
  `sqs:ChangeMessageVisibility on sqs To${name}Queue.fifo`,
  `sqs:DeleteMessage on sqs To${name}Queue.fifo`,
  `sqs:GetQueueAttributes on sqs To${name}Queue.fifo`,
  `sqs:ReceiveMessage on sqs To${name}Queue.fifo`,
  'sqs:SendMessage on sqs ToRespondQueue.fifo',
  'xray:PutTelemetryRecords on *',
  'xray:PutTraceSegments on *',
];

// Written out, not derived: what derives grants from the policy may be wrong itself.
describe('by the policy of the example’s catalog', () => {
  it('look may read metrics, alarms, the logs of the demo and its cache, and nothing else', () => {
    expect(grantsOf(get.one(role, 'LookRole'))).toEqual(
      [
        ...ofTasks('Look'),
        'cloudwatch:DescribeAlarms on cloudwatch alarm:*',
        'cloudwatch:GetMetricData on *',
        'dynamodb:GetItem on dynamodb table/demo-translation-cache',
        'logs:GetQueryResults on *',
        'logs:StartQuery on logs log-group:/tocsin/*:*',
        'logs:StopQuery on *',
      ].sort(),
    );
  });

  it('act may call the one function that mends the demo, and nothing else', () => {
    expect(grantsOf(get.one(role, 'ActRole'))).toEqual(
      [...ofTasks('Act'), 'lambda:InvokeFunction on lambda function:tocsin-demo-mend'].sort(),
    );
  });

  it('nobody but act may call a function, but for the schedule that calls the tick', () => {
    const callers = get
      .all(role)
      .filter(({ inputs }) => grantsOf(inputs).some((line) => line.startsWith('lambda:')))
      .map(({ name }) => name);
    expect(callers.sort()).toEqual(['ActRole', 'EachMinuteRole']);
  });
});

/** Every grant that names more than one thing, whose it is, and why it cannot name less. */
const wide: readonly { readonly grant: string; readonly of: readonly string[]; readonly reason: string }[] = [
  { grant: 'xray:PutTelemetryRecords on *', of: names, reason: 'X-Ray knows no resources of traces' },
  { grant: 'xray:PutTraceSegments on *', of: names, reason: 'X-Ray knows no resources of traces' },
  ...names.flatMap((name) =>
    ['CreateLogStream', 'PutLogEvents'].map((action) => ({
      grant: `logs:${action} on logs log-group:/tocsin/test/${name.toLowerCase()}:*`,
      of: [name],
      reason: 'Lambda makes up the names of the streams in the function’s own group',
    })),
  ),
  {
    grant: 's3:GetObject on s3 artifactsbucket/canaries/*/SyntheticsReport-*.json',
    of: ['Intake'],
    reason: 'a report is named by the time of its run; screenshots and network logs beside it are left out',
  },
  {
    grant: 's3:GetObject on s3 filesbucket/postmortems/*',
    of: ['Slack', 'Respond', 'Draft'],
    reason: 'a draft is named by its incident and number',
  },
  {
    grant: 's3:PutObject on s3 filesbucket/postmortems/*',
    of: ['Draft'],
    reason: 'a draft is named by its incident and number',
  },
  {
    grant: 's3:PutObject on s3 filesbucket/files/*',
    of: ['Respond'],
    reason: 'a captured file is named by its incident and its id in Slack',
  },
  {
    grant: 'cloudwatch:GetMetricData on *',
    of: ['Look', 'Draft'],
    reason: 'CloudWatch knows no resources of metrics',
  },
  {
    grant: 'cloudwatch:DescribeAlarms on cloudwatch alarm:*',
    of: ['Look'],
    reason: 'which alarms a check asks for, its runbook says; reading one changes nothing',
  },
  {
    grant: 'logs:StartQuery on logs log-group:/tocsin/*:*',
    of: ['Look'],
    reason: 'the policy in the catalog names the groups so, and streams come and go',
  },
  { grant: 'logs:GetQueryResults on *', of: ['Look'], reason: 'a query is no resource' },
  { grant: 'logs:StopQuery on *', of: ['Look'], reason: 'a query is no resource' },
  {
    grant: 'bedrock:InvokeModel on arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
    of: ['Draft'],
    reason: 'the profile of a geography leads to the one model in several regions',
  },
];

describe('a wildcard', () => {
  /** Of the plain stage, and of the one that has all that may be switched on. */
  const granted = (name: string) => [
    ...grantsOf(get.one(role, `${name}Role`)),
    ...grantsOf(read(() => stages.inVpc).one(role, `${name}Role`)),
  ];
  const isWide = (line: string) => /\*/.test(line.replace(/ if \{.*$/, ''));

  it.each(names)('stands in no grant of %s but those listed, each for a reason', (name) => {
    const listed = wide.filter(({ of }) => of.includes(name)).map(({ grant }) => grant);
    expect([...new Set(granted(name).filter(isWide))].sort()).toEqual(listed.sort());
  });

  it('stands in no action, and nothing is granted by a policy of AWS’s or one attached apart', () => {
    // What the roles of canaries may do is held line by line in canaries.ts.
    for (const { name, inputs } of get.all(role).filter(({ name }) => !name.endsWith('CanaryRole'))) {
      expect(inputs['managedPolicyArns'] ?? [], name).toEqual([]);
      for (const line of grantsOf(inputs)) expect(line.split(' on ')[0], name).not.toContain('*');
    }
    const attached = stages.test.resources.filter(({ type }) =>
      /^aws:iam\/(rolePolicy|policy|rolePoliciesExclusive)/.test(type),
    );
    expect(attached).toEqual([]);
  });

  it('stands in no grant of the schedule that calls the tick', () => {
    expect(grantsOf(get.one(role, 'EachMinuteRole')).filter(isWide)).toEqual([]);
  });
});
