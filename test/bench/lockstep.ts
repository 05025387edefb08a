import { setImmediate as turn } from 'node:timers/promises';

type Service = 'aws' | 'slack';

/** Calls that wait for the same answers, and so go out side by side. */
export interface Step {
  readonly service: Service;
  readonly names: readonly string[];
}

interface Asked {
  readonly service: Service;
  readonly name: string;
  /** Sends it, and says how to hand its answer over. */
  send(): Promise<() => void>;
}

export interface Lockstep {
  /** Keeps the call back until its step comes, and its answer until the step is over. */
  call<Answer>(service: Service, name: string, send: () => Promise<Answer>): Promise<Answer>;
  /** The steps that waited for one another up to the first call of that name, oldest first. */
  until(name: string): readonly Step[];
}

/** Between an answer and what is asked because of it lie promises alone, all of which one turn of the loop settles. */
const turns = 3;

/**
 * Which calls wait for which, told without a clock: once nothing more is asked, all that was asked goes out together; that
 * is a step, over when all of it is answered. A call to Slack takes as long as many to AWS: while one waits, theirs are
 * answered step by step, and none of these counts.
 */
export function lockstep(): Lockstep {
  const steps: Step[] = [];
  let open: readonly Asked[] = [];
  let stepping = false;

  const step = async (): Promise<void> => {
    if (stepping) return;
    stepping = true;
    while (open.length > 0) {
      const before = open;
      for (let count = 0; count < turns; count++) await turn();
      if (open === before) await release();
    }
    stepping = false;
  };
  const release = async (): Promise<void> => {
    const service = open.some((asked) => asked.service === 'aws') ? 'aws' : 'slack';
    const released = open.filter((asked) => asked.service === service);
    open = open.filter((asked) => asked.service !== service);
    if (open.length === 0) steps.push({ service, names: released.map(({ name }) => name).sort() });
    const answers = await Promise.all(released.map((asked) => asked.send()));
    for (const handOver of answers) handOver();
  };

  return {
    call: (service, name, send) =>
      new Promise((resolve, reject) => {
        const asked: Asked = {
          service,
          name,
          send: () =>
            send().then(
              (answer) => () => resolve(answer),
              (error: unknown) => () => reject(error),
            ),
        };
        open = [...open, asked];
        void step();
      }),
    until(name) {
      const last = steps.findIndex(({ names }) => names.includes(name));
      if (last < 0) throw new Error(`${name} was never called: ${JSON.stringify(steps)}`);
      return steps.slice(0, last + 1);
    },
  };
}
