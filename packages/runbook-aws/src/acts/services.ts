import type { Service } from '../clients.ts';

interface Callable {
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  /** Calls that set something to a value given in full: made twice, they leave what they leave when made once. */
  readonly setters: readonly string[];
  /** Calls that take a token by which the service tells repetitions, and the parameter's name. */
  readonly tokens: Readonly<Record<string, string>>;
}

/**
 * The services whose calls a runbook may name. Each costs a client in the bundle, loaded when it is called; what is not
 * here is done by an automation, whose `aws:executeAwsApi` reaches every API.
 */
export const services: Partial<Readonly<Record<Service, Callable>>> = {
  autoscaling: {
    load: () => import('@aws-sdk/client-auto-scaling'),
    setters: ['SetDesiredCapacity', 'UpdateAutoScalingGroup', 'SuspendProcesses', 'ResumeProcesses'],
    tokens: {},
  },
  cloudwatch: {
    load: () => import('@aws-sdk/client-cloudwatch'),
    setters: ['EnableAlarmActions', 'DisableAlarmActions'],
    tokens: {},
  },
  dynamodb: { load: () => import('@aws-sdk/client-dynamodb'), setters: [], tokens: {} },
  ecs: {
    load: () => import('@aws-sdk/client-ecs'),
    setters: ['StopTask', 'UpdateContainerInstancesState'],
    tokens: { RunTask: 'clientToken' },
  },
  elasticloadbalancing: {
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    setters: ['RegisterTargets', 'DeregisterTargets', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes'],
    tokens: {},
  },
  lambda: {
    load: () => import('@aws-sdk/client-lambda'),
    setters: ['PutFunctionConcurrency', 'DeleteFunctionConcurrency', 'UpdateAlias', 'UpdateEventSourceMapping'],
    tokens: {},
  },
  rds: { load: () => import('@aws-sdk/client-rds'), setters: [], tokens: {} },
};

/** `ecs:UpdateService` → the service and the call. */
export function callOf(written: string): { readonly service: string; readonly action: string } {
  const [service = '', action = ''] = written.split(':');
  return { service, action };
}
