import { SQSClient } from '@aws-sdk/client-sqs';
import { type Answer, BadInput } from '../answer.ts';
import { inRegion, queueSettings } from '../aws-clients.ts';
import { type QueueName, queueNames, readDeployment } from '../deployment.ts';
import type { Paint } from '../paint.ts';
import { deadLetterQueue, type Letter, letterBox } from './dead-letters.ts';
import { type Reason, reasonOf } from './reason.ts';

export interface RedriveOptions {
  readonly queue?: QueueName;
  readonly send?: boolean;
  readonly stage?: string;
  readonly region?: string;
  readonly outputs?: string;
}

/** What became, or would become, of one message. */
interface Redriven extends Reason {
  readonly id: string;
  readonly ageSeconds: number;
  readonly receives: number;
  readonly outcome: 'would-send' | 'sent' | 'left';
}
interface Queue {
  readonly queue: QueueName;
  readonly deadLetters: string | null;
  readonly messages: readonly Redriven[];
}

/** Looks into the dead-letter queues of a stage and, if told so, puts back what can be worked on. */
export async function redrive({ queue: only, send = false, region, ...about }: RedriveOptions): Promise<Answer> {
  inRegion(region);
  const { queues, stage } = await readDeployment(about);
  const wanted = queueNames.filter((name) => only === undefined || name === only);
  const known = wanted.flatMap((name) => (queues[name] ? [{ name, url: queues[name] }] : []));
  if (known.length === 0)
    throw new BadInput(
      `it is not known where ${only ? `the queue of ${only} is` : 'the queues are'} in stage ${stage}`,
      'Deploy from this clone, give --outputs, or set TOCSIN_INTAKE_QUEUE_URL, TOCSIN_QUEUE_URL, TOCSIN_LOOK_QUEUE_URL, TOCSIN_ACT_QUEUE_URL and TOCSIN_DRAFT_QUEUE_URL.',
    );
  const client = new SQSClient(queueSettings());
  const looked: Queue[] = [];
  for (const { name, url } of known) looked.push(await lookInto(client, { queue: name, url, send }));
  const left = looked.flatMap(({ messages }) => messages).filter(({ outcome }) => outcome !== 'sent');
  return {
    code: left.length === 0 ? 0 : 1,
    object: { ok: left.length === 0, stage, sent: send, queues: looked },
    words: (paint) =>
      looked
        .map((one) => wordsOf(one, paint))
        .concat(ending(looked, send))
        .join('\n'),
  };
}

async function lookInto(
  client: SQSClient,
  { queue, url, send }: { queue: QueueName; url: string; send: boolean },
): Promise<Queue> {
  const deadLetters = await deadLetterQueue(client, url);
  if (deadLetters === undefined) return { queue, deadLetters: null, messages: [] };
  const box = letterBox(client, { from: deadLetters, to: url });
  const messages: Redriven[] = [];
  // All that is received stays hidden until it is deleted or put back, so none is seen twice.
  const kept: Letter[] = [];
  try {
    for (let letters = await box.take(); letters.length > 0; letters = await box.take()) {
      for (const letter of letters) {
        const reason = reasonOf(queue, letter);
        const sends = send && reason.again === 'helps';
        if (sends) await box.send(letter);
        else kept.push(letter);
        if (reason.again === 'elsewhere') continue;
        const { id, receives, sentAt } = letter;
        const ageSeconds = Math.max(0, Math.round((Date.now() - sentAt) / 1000));
        const outcome = sends ? 'sent' : reason.again === 'helps' && !send ? 'would-send' : 'left';
        messages.push({ id, ageSeconds, receives, outcome, ...reason });
      }
    }
  } finally {
    await box.putBack(kept);
  }
  return { queue, deadLetters, messages };
}

function wordsOf({ queue, deadLetters, messages }: Queue, { bold, green, yellow, red, dim }: Paint): string {
  if (deadLetters === null) return `${bold(queue)}  ${red('has no dead-letter queue')}`;
  if (messages.length === 0) return `${bold(queue)}  ${green('no dead letters')}`;
  const colour = { sent: green, 'would-send': yellow, left: red };
  return [
    `${bold(queue)}  ${messages.length} ${messages.length === 1 ? 'dead letter' : 'dead letters'}`,
    ...messages.map(({ id, ageSeconds, receives, incident, reason, outcome }) =>
      [
        `  ${colour[outcome](outcome.replace('-', ' '))}  ${reason}`,
        dim(
          `    ${incident ? `incident ${incident}, ` : ''}${age(ageSeconds)} old, received ${receives === 1 ? 'once' : `${receives} times`}, ${id}`,
        ),
      ].join('\n'),
    ),
  ].join('\n');
}

function ending(looked: readonly Queue[], send: boolean): string[] {
  const all = looked.flatMap(({ messages }) => messages);
  if (all.some(({ outcome }) => outcome === 'would-send') && !send)
    return ['', 'Nothing was changed. Mend the cause first, then run it with --send.'];
  return all.some(({ outcome }) => outcome === 'left')
    ? ['', 'What was left would come back: this version cannot read it.']
    : [];
}

function age(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
