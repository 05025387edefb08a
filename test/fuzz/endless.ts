import fc from 'fast-check';
import { door, play } from './door.ts';

/** A door that the fourth input does not get through: `loop` computes for ever, `wait` does nothing for ever. */
const [how = 'loop'] = process.argv.slice(2);
let inputs = 0;
const endless = door<string>({
  name: 'endless',
  open: async () => ({
    inputs: fc.string(),
    async enter() {
      if (++inputs < 4) return 'taken';
      if (how === 'wait') return new Promise(() => setInterval(() => {}, 60_000));
      for (;;) Math.sqrt(inputs);
    },
  }),
});
await play(endless, { runs: 10, seed: 7, limits: { mostCpuMs: 200, mostMs: 2_000 } });
