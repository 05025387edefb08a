import { degradedMetric } from '@tocsin/workflow';
import type { CanaryNeeds, Read } from '../canary-needs.ts';
import { parseSecretReference } from '../secrets.ts';
import { fillIn } from './plan.ts';

/** One grant in IAM's own terms. */
export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface CanaryPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The canary's own name: its log group and its part of the bucket bear it. */
  readonly canary: string;
  readonly bucketArn: string;
  /** Where in the bucket its artifacts go, without a slash at the end. */
  readonly artifacts: string;
  readonly vpc: boolean;
}

/**
 * All that a canary's role may do: what Synthetics needs to run it, as narrow as it can be named (CloudWatch user guide,
 * "Required roles and permissions for canaries"), and reading what its checks read.
 */
export function statementsFor(
  needs: CanaryNeeds,
  environment: Readonly<Record<string, string>>,
  place: CanaryPlace,
): Statement[] {
  return [
    ...ofSynthetics(place),
    ...needs.reads.map((read) => ofRead(read, environment, place)),
    ...needs.secrets.flatMap((name) => ofSecret(name, environment[name], place)),
  ];
}

function ofSynthetics(place: CanaryPlace): Statement[] {
  const { bucketArn, artifacts, canary } = place;
  const logs = arn(place, 'logs', `log-group:/aws/lambda/cwsyn-${canary}-*`);
  return [
    allow(['s3:PutObject'], `${bucketArn}/${artifacts}/*`),
    allow(['s3:GetBucketLocation'], bucketArn),
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], logs),
    // Neither knows resources; the first is held to names of buckets, the second to spans.
    allow(['s3:ListAllMyBuckets', 'xray:PutTraceSegments'], '*'),
    allow(['cloudwatch:PutMetricData'], '*', {
      StringEquals: { 'cloudwatch:namespace': ['CloudWatchSynthetics', degradedMetric.namespace] },
    }),
    // Lambda makes a network interface in the subnets, and knows no name for it before.
    ...(place.vpc
      ? [allow(['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'], '*')]
      : []),
  ];
}

function ofRead(read: Read, environment: Readonly<Record<string, string>>, place: CanaryPlace): Statement {
  switch (read.type) {
    case 'dynamodb': {
      const table = fillIn(read.table, environment);
      const resource = table.startsWith('arn:') ? table : arn(place, 'dynamodb', `table/${table}`);
      if (!read.record) return allow(['dynamodb:GetItem'], resource);
      return allow(['dynamodb:GetItem'], resource, {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': [read.record.partition],
          'dynamodb:Attributes': read.record.attributes,
        },
        // Without it a request that names no attributes would get them all (DynamoDB developer guide, "Using conditions").
        StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] },
      });
    }
    case 'queue':
      return allow(['sqs:GetQueueAttributes'], queueArn(fillIn(read.url, environment), place));
    default: {
      const never: never = read;
      throw new TypeError(`unknown read ${JSON.stringify(never)}`);
    }
  }
}

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/orders` */
function queueArn(url: string, place: CanaryPlace): string {
  const [, region, account, name] = /^https:\/\/sqs\.([a-z0-9-]+)\.[^/]+\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  if (!region || !account || !name)
    throw new Error(`"${url}" is no queue's URL, https://sqs.<region>…/<account>/<name>`);
  return `arn:${place.partition}:sqs:${region}:${account}:${name}`;
}

function ofSecret(name: string, kept: string | undefined, place: CanaryPlace): Statement[] {
  const reference = parseSecretReference(name, kept);
  if (reference.type === 'refused') throw new Error(reference.reason);
  const { store, id } = reference;
  if (store === 'ssm') return [allow(['ssm:GetParameter'], arn(place, 'ssm', `parameter/${id.replace(/^\//, '')}`))];
  return [
    allow(['ssm:GetParameter'], arn(place, 'ssm', `parameter/aws/reference/secretsmanager/${id}`)),
    // Secrets Manager ends a secret's ARN with six characters of its own.
    allow(['secretsmanager:GetSecretValue'], arn(place, 'secretsmanager', `secret:${id}-??????`)),
  ];
}

const arn = ({ partition, region, account }: CanaryPlace, service: string, rest: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${rest}`;

const allow = (Action: readonly string[], resource: string, Condition?: Statement['Condition']): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: [resource],
  ...(Condition ? { Condition } : {}),
});
