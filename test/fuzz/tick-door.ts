import { createLog } from '@tocsin/aws/log';
import fc from 'fast-check';
import { runTick } from '../../functions/tick.ts';
import { hostile } from '../properties/hostile.ts';
import { type Door, door, expectQuiet, type Opened } from './door.ts';
import { type Json, mutantOf } from './mutation.ts';
import { now } from './slack-world.ts';

/** As EventBridge's schedule sends it. */
const scheduled: Json = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2026-11-05T14:29:57Z',
  region: 'eu-west-1',
  resources: ['arn:aws:events:eu-west-1:123456789012:rule/tocsin-test-tick'],
  detail: {},
};
const time = fc.oneof(
  hostile,
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('2026-11-05T14:29:57Z', '+275760-09-13T00:00:00Z', '2026-11-05T25:00:00Z', '7', '-1', 'now'),
);

/** The schedule's event: whatever it says, the tick is done, and how late it is is a length of time or nothing. */
export const tickDoor: Door = door<Json>({
  name: 'tick',
  async open(): Promise<Opened<Json>> {
    const lines: string[] = [];
    const measured: Readonly<Record<string, number>>[] = [];
    const world = {
      store: { due: async () => [] },
      clock: { now: () => now },
      log: createLog({ function: 'tick' }, (line) => lines.push(line)),
      measure: (values: Readonly<Record<string, number>>) => void measured.push(values),
    } as unknown as Parameters<typeof runTick>[0]['world'];
    return {
      inputs: fc.oneof(
        mutantOf([scheduled]),
        time.map((at) => ({ time: at })),
      ),
      async enter(event) {
        lines.length = 0;
        measured.length = 0;
        const { due, lateMs } = await runTick(
          { world, heartbeat: false } as Parameters<typeof runTick>[0],
          event as object,
        );
        if (due !== 0) throw new Error(`${due} incidents are due of none`);
        if (lateMs !== undefined && !(Number.isFinite(lateMs) && lateMs >= 0))
          throw new Error(`it is late by ${lateMs}`);
        if (measured.some(({ TickLateness }) => TickLateness !== lateMs))
          throw new Error('what is measured is not what is said');
        expectQuiet(lines);
        return lateMs === undefined ? 'refused' : 'taken';
      },
    };
  },
});
