import { workflows } from '@tocsin/catalog';
import { policy } from '@tocsin/catalog/runbook-policy';
import { type Account, iamStatementsFor, lookStatementsFor, type Statement } from '@tocsin/runbook-aws/iam';
import { canaryNames } from '@tocsin/workflow';
import type { Messaging } from './messaging.ts';
import type { Settings } from './settings.ts';
import type { FunctionName } from './sizing.ts';
import { artifactsPrefix, type Storage } from './storage.ts';

type Permissions = Extract<NonNullable<sst.aws.FunctionArgs['permissions']>, readonly unknown[]>;

/**
 * All that the functions may do, besides writing to their own log group. SST's links would grant `dynamodb:*` and `sqs:*`.
 *
 *     table     read an incident or what opening needs    GetItem, BatchGetItem, Query
 *               append a commit, write a head or pointer  PutItem
 *               claim, finish and release effects         UpdateItem, PutItem, DeleteItem   respond alone
 *               set an incident's next wake time          UpdateItem                        respond, tick, slack
 *               take a place among those that open        UpdateItem                        intake
 *               recall what Slack said of people          GetItem, PutItem                  slack, respond
 *     indexes   due: tick · status and channel: slack
 *     queues    an event source reads its queue with ReceiveMessage, DeleteMessage, GetQueueAttributes
 *               (Lambda developer guide); respond puts its own messages off with ChangeMessageVisibility
 *               whoever commits sends to respond's queue, respond included: it records the channel it made
 *               respond alone asks look, act and draft for what somebody started
 *     runbooks  look and act: what derives from the policy in the catalog (packages/runbook-aws/src/iam.ts), in their own
 *               roles alone
 *     metrics   draft reads what the canaries measured; IAM knows no resources of that
 *     canaries  draft reads the runs of the stage's own
 *     model     draft asks the one that is to reword drafts, where one is set (Converse needs InvokeModel)
 *     topics    respond pages: the stage's own topic, and those that owners in the catalog name; tick the stage's own, when the
 *               heartbeat is late
 *     S3        intake reads canary reports, not the screenshots and network logs beside them. Their names hold the time
 *               of the run, so the key has wildcards; without ListBucket a missing report would read as "denied"
 *               respond writes the files of captured messages, and reads none of them; it reads drafts, for the canvas
 *               draft writes drafts, and reads those it wrote: how far it came, and what the last one said
 *               slack signs links to drafts, which reach no further than its role
 */
export function permissionsOf(
  { table, artifacts, files }: Storage,
  { intake, respond, look, act, draft, pages }: Messaging,
  { rewriteModel }: Pick<Settings, 'rewriteModel'>,
): Record<FunctionName, $util.Input<Permissions>> {
  const onTable = (...actions: string[]) => ({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.arn],
  });
  const query = (...indexes: string[]) => ({
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => $interpolate`${table.arn}/index/${index}`),
  });
  const consume = (queue: sst.aws.Queue) => ({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.arn],
  });
  const send = { actions: ['sqs:SendMessage'], resources: [respond.arn] };

  const drafts = $interpolate`${files.arn}/postmortems/*`;
  // Without ListBucket one that is not there would read as "denied". GetObject names no prefix to hold it to.
  const readDrafts = [
    { actions: ['s3:GetObject'], resources: [drafts] },
    { actions: ['s3:ListBucket'], resources: [files.arn] },
  ];

  /** Its own item, and the outcome on the timeline. */
  const onTasks = (queue: sst.aws.Queue): Permissions => [
    onTable('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    send,
    consume(queue),
    { actions: ['sqs:ChangeMessageVisibility'], resources: [queue.arn] },
  ];

  return {
    intake: [
      onTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
      send,
      consume(intake),
      {
        actions: ['s3:GetObject'],
        resources: [$interpolate`${artifacts.arn}/${artifactsPrefix}/*/SyntheticsReport-*.json`],
      },
      {
        actions: ['s3:ListBucket'],
        resources: [artifacts.arn],
        conditions: [{ test: 'StringLike', variable: 's3:prefix', values: [`${artifactsPrefix}/*`] }],
      },
    ],
    slack: [
      onTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
      query('status', 'channel'),
      send,
      { actions: ['s3:GetObject'], resources: [drafts] },
    ],
    respond: [
      onTable('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
      send,
      consume(respond),
      { actions: ['sqs:ChangeMessageVisibility'], resources: [respond.arn] },
      { actions: ['sqs:SendMessage'], resources: [look.arn, act.arn, draft.arn] },
      { actions: ['s3:PutObject'], resources: [$interpolate`${files.arn}/files/*`] },
      ...readDrafts,
      { actions: ['sns:Publish'], resources: [pages.arn, ...pagers()] },
    ],
    tick: [
      onTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
      query('due'),
      send,
      { actions: ['sns:Publish'], resources: [pages.arn] },
    ],
    look: withDerived(lookStatementsFor, onTasks(look)),
    act: withDerived(iamStatementsFor, onTasks(act)),
    draft: [
      onTable('GetItem', 'BatchGetItem', 'Query', 'PutItem'),
      query('status'),
      send,
      consume(draft),
      { actions: ['sqs:ChangeMessageVisibility'], resources: [draft.arn] },
      { actions: ['s3:PutObject'], resources: [drafts] },
      ...readDrafts,
      { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
      { actions: ['synthetics:GetCanaryRuns'], resources: canaryArns() },
      ...(rewriteModel ? [{ actions: ['bedrock:InvokeModel'], resources: modelArns(rewriteModel) }] : []),
    ],
  };
}

type Derive = (given: typeof policy, at: Account) => Statement[];

/** What the policy in the catalog allows, for this account, beside what a task needs of Tocsin's own. */
function withDerived(derive: Derive, own: Permissions): $util.Output<Permissions> {
  const { accountId: account } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  const derived = $output({ partition, region, account }).apply((at) =>
    derive(policy, at).map(({ actions, resources, conditions }) => ({
      actions: [...actions],
      resources: [...resources],
      ...(conditions ? { conditions: conditions.map((one) => ({ ...one, values: [...one.values] })) } : {}),
    })),
  );
  return $output([own, derived]).apply((all) => all.flat() as Permissions);
}

/** The canaries that the catalog derives, deployed or not. */
function canaryArns(): $util.Output<string>[] {
  const { accountId } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  return workflows
    .flatMap((workflow) => canaryNames(workflow, { stage: $app.stage }))
    .map((name) => $interpolate`arn:${partition}:synthetics:${region}:${accountId}:canary:${name}`);
}

/**
 * A model, and the inference profile of a geography that leads to it in several regions: `eu.amazon.nova-lite-v1:0` (Bedrock
 * user guide, "Prerequisites for inference profiles").
 */
function modelArns(id: string): $util.Output<string>[] {
  const { accountId } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  const [, profile, model] = /^(global|[a-z]{2}(?:-gov)?|apac)\.(.+\..+)$/.exec(id) ?? [];
  return profile === undefined
    ? [$interpolate`arn:${partition}:bedrock:${region}::foundation-model/${id}`]
    : [
        $interpolate`arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${id}`,
        $interpolate`arn:${partition}:bedrock:*::foundation-model/${model}`,
      ];
}

/** The topics by which the catalog's owners are paged; one of another account must trust respond's role itself. */
export function pagers(): string[] {
  const owners = workflows.flatMap(({ owner, steps }) => [
    owner,
    ...steps.flatMap((step) => [step.owner, ...step.needs.map(({ dependency }) => dependency.owner)]),
  ]);
  return [...new Set(owners.flatMap((owner) => owner?.pager ?? []))].sort();
}
