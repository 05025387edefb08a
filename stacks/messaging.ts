import { healthPrefix } from '@tocsin/workflow';
import type { Settings } from './settings.ts';
import { tries, visibility } from './sizing.ts';

/** Two weeks, the most that SQS keeps: time to notice, mend and redrive. */
const deadLetterRetention = { transform: { queue: { messageRetentionSeconds: 14 * 24 * 3600 } } };

/** Queues, each with its dead letters, and the two topics: alarms in, pages out. */
export function messaging({ alarmAccounts }: Settings) {
  const intakeDeadLetters = new sst.aws.Queue('IntakeDeadLetters', deadLetterRetention);
  const intake = new sst.aws.Queue('ToIntake', {
    visibilityTimeout: visibility('intake'),
    dlq: { queue: intakeDeadLetters.arn, retry: tries.intake },
  });

  const respondDeadLetters = new sst.aws.Queue('RespondDeadLetters', { ...deadLetterRetention, fifo: true });
  const respond = new sst.aws.Queue('ToRespond', {
    fifo: true,
    visibilityTimeout: visibility('respond'),
    dlq: { queue: respondDeadLetters.arn, retry: tries.respond },
  });

  const [look, act, draft] = [workQueue('look'), workQueue('act'), workQueue('draft')];

  const tickDeadLetters = new sst.aws.Queue('TickDeadLetters', deadLetterRetention);

  return {
    intake,
    respond,
    look: look.queue,
    act: act.queue,
    draft: draft.queue,
    deadLetters: {
      intake: intakeDeadLetters,
      respond: respondDeadLetters,
      tick: tickDeadLetters,
      look: look.deadLetters,
      act: act.deadLetters,
      draft: draft.deadLetters,
    },
    alarmInbox: alarmTopic(alarmAccounts),
    pages: pageTopic(),
  };
}

/** What runbooks want looked at or done, one FIFO group a task; and drafts to draw up, one group an incident. */
function workQueue(name: 'look' | 'act' | 'draft') {
  const resource = { look: 'Look', act: 'Act', draft: 'Draft' }[name];
  const deadLetters = new sst.aws.Queue(`${resource}DeadLetters`, { ...deadLetterRetention, fifo: true });
  const queue = new sst.aws.Queue(`To${resource}`, {
    fifo: true,
    visibilityTimeout: visibility(name),
    dlq: { queue: deadLetters.arn, retry: tries[name] },
  });
  return { queue, deadLetters };
}

export type Messaging = ReturnType<typeof messaging>;

/** Alarms of other accounts do not reach our default bus; this topic may be an action of theirs. */
function alarmTopic(accounts: readonly string[]) {
  const topic = new sst.aws.SnsTopic('AlarmInbox');
  const own = aws.getCallerIdentityOutput().accountId;
  new aws.sns.TopicPolicy('AlarmInboxPolicy', {
    arn: topic.arn,
    policy: $jsonStringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: { StringEquals: { 'aws:SourceAccount': own.apply((account) => [account, ...accounts]) } },
        },
      ],
    }),
  });
  return topic;
}

/** Where pages go when people must hear of it without Slack; teams subscribe their pager. */
function pageTopic() {
  const topic = new sst.aws.SnsTopic('Pages');
  const { accountId } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  new aws.sns.TopicPolicy('PagesPolicy', {
    arn: topic.arn,
    policy: $jsonStringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: {
            ArnLike: {
              'aws:SourceArn': $interpolate`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${healthPrefix($app.stage)}*`,
            },
          },
        },
      ],
    }),
  });
  return topic;
}
