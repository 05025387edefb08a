import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { SSMClient } from '@aws-sdk/client-ssm';

/** What every client is made with; credentials and endpoints beside it are the SDK's to find. */
export interface ClientSettings {
  readonly region: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

interface Services {
  autoscaling: AutoScalingClient;
  cloudwatch: CloudWatchClient;
  logs: CloudWatchLogsClient;
  dynamodb: DynamoDBClient;
  ecs: ECSClient;
  elasticloadbalancing: ElasticLoadBalancingV2Client;
  lambda: LambdaClient;
  rds: RDSClient;
  route53: Route53Client;
  ssm: SSMClient;
}
export type Service = keyof Services;

/** `look` repeats what failed, for looking twice is looking; `act` tries once, and whether again is decided above. */
export type Purpose = 'look' | 'act';
export type Clients = <Name extends Service>(
  service: Name,
  about: { readonly purpose: Purpose; readonly region?: string | undefined },
) => Promise<Services[Name]>;

type Make = (settings: object) => Promise<Services[Service]>;
/** Loaded when first used: a look at an alarm does not wait for the clients of all others. */
const make: { readonly [Name in Service]: Make } = {
  autoscaling: async (settings) => new (await import('@aws-sdk/client-auto-scaling')).AutoScalingClient(settings),
  cloudwatch: async (settings) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(settings),
  logs: async (settings) => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(settings),
  dynamodb: async (settings) => new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient(settings),
  ecs: async (settings) => new (await import('@aws-sdk/client-ecs')).ECSClient(settings),
  elasticloadbalancing: async (settings) =>
    new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client(settings),
  lambda: async (settings) => new (await import('@aws-sdk/client-lambda')).LambdaClient(settings),
  rds: async (settings) => new (await import('@aws-sdk/client-rds')).RDSClient(settings),
  route53: async (settings) => new (await import('@aws-sdk/client-route-53')).Route53Client(settings),
  ssm: async (settings) => new (await import('@aws-sdk/client-ssm')).SSMClient(settings),
};

/** One client a service, purpose and region. How long an answer may take is said with each call. */
export function runbookClients(settings: ClientSettings): Clients {
  const made = new Map<string, Promise<Services[Service]>>();
  return <Name extends Service>(
    service: Name,
    { purpose, region = settings.region }: { purpose: Purpose; region?: string | undefined },
  ) => {
    const key = `${service} ${purpose} ${region}`;
    const client =
      made.get(key) ??
      make[service]({
        ...settings,
        region,
        maxAttempts: purpose === 'look' ? 3 : 1,
        requestHandler: { connectionTimeout: 1_500 },
      });
    made.set(key, client);
    return client as Promise<Services[Name]>;
  };
}

/** What ends a call at its deadline, told by the clock that set it. */
export const until = (deadline: Date, now: Date) => ({
  abortSignal: AbortSignal.timeout(Math.max(1, deadline.getTime() - now.getTime())),
});
