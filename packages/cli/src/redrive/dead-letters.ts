import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message that was given up. */
export interface Letter {
  readonly id: string;
  readonly body: string;
  readonly receives: number;
  /** Of a FIFO queue: within it order counts. */
  readonly group?: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  /** Its own attributes that are text. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly message: Message;
}

/** Where a queue's messages go when they are given up; undefined: nowhere. */
export async function deadLetterQueue(client: SQSClient, url: string): Promise<string | undefined> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = Attributes?.['RedrivePolicy'];
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn: string };
  const [, , , , account, name] = deadLetterTargetArn.split(':');
  return queueCalled(client, name ?? '', account);
}

/** A queue's address, of whom only the name is known. */
export async function queueCalled(client: SQSClient, name: string, account?: string): Promise<string | undefined> {
  const owner = account === undefined ? {} : { QueueOwnerAWSAccountId: account };
  return (await client.send(new GetQueueUrlCommand({ QueueName: name, ...owner }))).QueueUrl;
}

/** Longer than looking takes; whoever is stopped in between leaves messages hidden for so long. */
const hiddenSeconds = 120;

/** Takes messages out of a dead-letter queue and sends them again. */
export function letterBox(
  client: SQSClient,
  { from, to }: { readonly from: string; readonly to?: string | undefined },
) {
  return {
    /** Some that nobody has taken yet; none when all are taken. */
    async take(): Promise<Letter[]> {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: from,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hiddenSeconds,
          // Asks all of SQS' servers, not some: a short poll may find nothing although there is something.
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      return Messages.map(letterOf);
    },

    /**
     * Copies, then deletes. A crash between the two leaves the message in both queues, and the next run copies it again. That
     * doubles nothing: for five minutes SQS drops the second copy by its deduplication id, which derives from the message;
     * after that it arrives, and changes nothing, for intake knows the causes it has taken in, respond derives what to do
     * from the timeline and its ledger, and a task is claimed by its id. The id is none of the first sender's: within five
     * minutes of the first sending that one would make SQS drop the copy, and the message were lost.
     */
    async send(letter: Letter): Promise<void> {
      const { id, body, group } = letter;
      const again = createHash('sha256').update(`redrive ${id}`).digest('hex');
      await client.send(
        new SendMessageCommand({
          QueueUrl: to,
          MessageBody: body,
          ...(group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: again }),
        }),
      );
      await this.remove(letter);
    },

    async remove({ message }: Letter): Promise<void> {
      await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
    },

    /** Lets them be seen again at once. */
    async putBack(letters: readonly Letter[]): Promise<void> {
      for (const { message } of letters)
        await client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: from,
            ReceiptHandle: message.ReceiptHandle,
            VisibilityTimeout: 0,
          }),
        );
    },
  };
}

function letterOf(message: Message): Letter {
  const { MessageId = '', Body = '', Attributes, MessageAttributes = {} } = message;
  return {
    id: MessageId,
    body: Body,
    ...(Attributes?.MessageGroupId === undefined ? {} : { group: Attributes.MessageGroupId }),
    receives: Number(Attributes?.ApproximateReceiveCount ?? 0),
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
    message,
  };
}
