import { createLog } from '@tocsin/aws/log';
import { settings, workflows } from '@tocsin/catalog';
import fc from 'fast-check';
import { intake } from '../../functions/intake.ts';
import * as samples from '../../packages/aws/src/signals/samples.ts';
import { emptyWorld } from '../../packages/cli/src/signal/empty-world.ts';
import { type Door, door, expectClear, expectQuiet, type Opened } from './door.ts';
import { canary, type Json, mutantOf } from './mutation.ts';

/** With a marked word in all that people or their programs wrote. */
const marked = (sample: object): Json =>
  JSON.parse(
    JSON.stringify(sample, (key, value: unknown) =>
      typeof value === 'string' && /reason$|description|message/i.test(key) && !value.startsWith('{')
        ? `${value} ${canary}`
        : value,
    ),
  ) as Json;
export const events = Object.values(samples)
  .filter((one) => typeof one === 'object')
  .map(marked);
/** As they lie on the bus, in a queue, in a topic, in both, and several at once. */
const wrapped: readonly Json[] = JSON.parse(
  JSON.stringify([
    ...events,
    ...events.map((one) => samples.sqsBatch(one)),
    ...events.map((one) => samples.snsBatch(one)),
    ...events.map((one) => samples.sqsBatch(samples.notification(one))),
    samples.sqsBatch(...events.slice(0, 10)),
  ]),
) as Json[];

/** Bodies are texts in texts: what is inside is changed before it is wrapped, too. */
const inside = mutantOf(events).map((one) => JSON.parse(JSON.stringify(samples.sqsBatch(one))) as Json);

/** Alarms and canary runs: each is taken in, or named with the place and the reason, and then comes back as failed. */
export const intakeDoor: Door = door<Json>({
  name: 'intake',
  async open(): Promise<Opened<Json>> {
    const lines: string[] = [];
    const log = createLog({ function: 'intake' }, (line) => lines.push(line));
    return {
      inputs: fc.oneof(mutantOf(wrapped), inside),
      async enter(event) {
        lines.length = 0;
        const { world, incidents } = emptyWorld({ workflows, settings });
        try {
          const { outcomes, batchItemFailures } = await intake({ ...world, log }, event);
          for (const { reason } of outcomes) expectClear(reason);
          const accepted = outcomes.filter((one) => one.accepted);
          if (accepted.length === 0 && incidents.size > 0) throw new Error('something was written of what was refused');
          const told = lines.filter((line) => line.includes('"reason"') || line.includes('"error"'));
          if (told.length < batchItemFailures.length) throw new Error('a message failed and no line says why');
          return accepted.length > 0 ? 'taken' : 'refused';
        } catch (error) {
          // Without a queue there is nothing that could fail but the invocation.
          if (!(error instanceof Error) || !/^\d+ of \d+ signals failed: /.test(error.message)) throw error;
          // Lambda logs it.
          expectQuiet([error.message]);
          expectClear(error.message.slice(0, 2_000));
          return 'refused';
        } finally {
          expectQuiet(lines);
        }
      },
    };
  },
});
