import { expect } from 'vitest';
import type { Graph, Resource } from './graph.ts';

export const table = 'aws:dynamodb/table:Table';
export const queue = 'aws:sqs/queue:Queue';
export const lambda = 'aws:lambda/function:Function';
export const role = 'aws:iam/role:Role';
export const alarm = 'aws:cloudwatch/metricAlarm:MetricAlarm';

/** Finds resources by type and the name they have in stacks; physical names end in chance. */
export function read(graph: () => Graph) {
  const all = (type: string): Resource[] => graph().resources.filter((resource) => resource.type === type);
  const one = (type: string, name: string | RegExp): Resource['inputs'] => {
    const found = all(type).filter((resource) =>
      typeof name === 'string' ? resource.name === name : name.test(resource.name),
    );
    expect(
      found.map((resource) => resource.name),
      `${type} ${name}`,
    ).toHaveLength(1);
    return found[0]?.inputs ?? {};
  };
  return { all, one };
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Principal?: Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Statements of a policy, given as text or as an object. */
export function statementsOf(policy: string | { Statement: Statement[] }): Statement[] {
  return (typeof policy === 'string' ? (JSON.parse(policy) as { Statement: Statement[] }) : policy).Statement;
}

/** What a role may do, one line each, sorted: `sqs:SendMessage on sqs ToRespondQueue.fifo`. */
export function grantsOf(inputs: Resource['inputs']): string[] {
  const policies: { policy: string }[] = inputs['inlinePolicies'] ?? [];
  return policies
    .flatMap(({ policy }) => statementsOf(policy))
    .flatMap(({ Effect, Action, Resource: resources, Condition }) =>
      [Action].flat().flatMap((action) =>
        [resources].flat().map((resource) => {
          const condition = Condition ? ` if ${JSON.stringify(Condition)}` : '';
          return `${Effect === 'Allow' ? '' : `${Effect} `}${action} on ${nameOf(resource)}${condition}`;
        }),
      ),
    )
    .sort();
}

/** An ARN without account, region and the part of a physical name that is chance. */
export function nameOf(arn: string): string {
  return arn
    .replace(/^arn:aws:([\w-]+):[\w-]*:\d*:/, '$1 ')
    .replace(/\btocsin-(?:test|production)-([A-Za-z]+)-[a-z]{8}(?![a-z])/, '$1');
}
