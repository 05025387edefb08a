// Looks on from a thread of its own, since whoever loops for ever can be stopped by nobody else.
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** `count`: how many inputs have begun, below 0 once all are over; `told`: what to say, with `#` for the input's number. */
const { count, mostCpuMs, mostMs, told } = workerData;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

let seen = 0;
let since = { cpu: cpuMs(), time: performance.now() };
for (let now = Atomics.load(count, 0); now >= 0; now = Atomics.load(count, 0)) {
  if (now !== seen) {
    seen = now;
    since = { cpu: cpuMs(), time: performance.now() };
  } else if (cpuMs() - since.cpu > mostCpuMs || performance.now() - since.time > mostMs) {
    writeSync(2, told.replace('#', String(seen - 1)));
    process.kill(process.pid, 'SIGKILL');
  }
  Atomics.wait(count, 0, now, mostCpuMs / 20);
}
