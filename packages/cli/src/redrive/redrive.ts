import { SQSClient } from '@aws-sdk/client-sqs';
import { type Answer, BadInput } from '../answer.ts';
import { inRegion, queueSettings } from '../aws-clients.ts';
import { type LettersOf, letterNames, readDeployment } from '../deployment.ts';
import type { Paint } from '../paint.ts';
import { deadLetterQueue, queueCalled } from './dead-letters.ts';
import { lookInto, type Queue } from './look-into.ts';

export interface RedriveOptions {
  readonly queue?: LettersOf;
  readonly dryRun?: boolean;
  readonly send?: boolean;
  readonly stage?: string;
  readonly region?: string;
  readonly outputs?: string;
}

/** Looks into the dead-letter queues of a stage and, if told so, puts back what can be worked on. */
export async function redrive({ queue: only, send = false, region, ...about }: RedriveOptions): Promise<Answer> {
  inRegion(region);
  const { queues, deadLetters, stage } = await readDeployment(about);
  const wanted = letterNames.filter((name) => only === undefined || name === only);
  const known = wanted.filter((name) => (name === 'tick' ? deadLetters[name] : queues[name]) !== undefined);
  if (known.length === 0)
    throw new BadInput(
      `it is not known where ${only ? `the queue of ${only} is` : 'the queues are'} in stage ${stage}`,
      'Deploy from this clone, give --outputs, or set TOCSIN_INTAKE_QUEUE_URL, TOCSIN_QUEUE_URL, TOCSIN_LOOK_QUEUE_URL, TOCSIN_ACT_QUEUE_URL and TOCSIN_DRAFT_QUEUE_URL.',
    );
  const client = new SQSClient(queueSettings());
  const places = await Promise.all(
    known.map(async (queue) => {
      const to = queue === 'tick' ? undefined : queues[queue];
      const from = await (to === undefined
        ? queueCalled(client, deadLetters[queue] ?? '')
        : deadLetterQueue(client, to));
      return { queue, from, to };
    }),
  );
  const looked: Queue[] = [];
  for (const place of places) {
    const shared = places.some((other) => other !== place && other.from === place.from);
    looked.push(await lookInto(client, { ...place, send, shared }));
  }
  const left = looked
    .flatMap(({ messages }) => messages)
    .filter(({ outcome }) => outcome !== 'sent' && outcome !== 'removed');
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

function wordsOf({ queue, deadLetters, messages }: Queue, { bold, green, yellow, red, dim }: Paint): string {
  if (deadLetters === null) return `${bold(queue)}  ${red('has no dead-letter queue')}`;
  if (messages.length === 0) return `${bold(queue)}  ${green('no dead letters')}`;
  const colour = { sent: green, removed: green, 'would-send': yellow, 'would-remove': yellow, left: red };
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
  if (all.some(({ outcome }) => outcome === 'would-send' || outcome === 'would-remove') && !send)
    return ['', 'Nothing was changed. Mend the cause first, then run it with --send.'];
  const lines = [
    ...(all.some(({ again }) => again === 'in-vain')
      ? ['What was left would come back: this version cannot read it.']
      : []),
    ...(all.some(({ again }) => again === 'elsewhere')
      ? ['What is for another function lies in a queue that it never reads.']
      : []),
    ...(all.some(({ again, outcome }) => again === 'helps' && outcome === 'left')
      ? ['What could not be sent is where it was. Run it again.']
      : []),
  ];
  return lines.length > 0 ? ['', ...lines] : [];
}

function age(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
