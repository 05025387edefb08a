import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a function said to one event, and how long that took inside its process, its import included. */
export interface Told {
  readonly ms: number;
  /** What the process holds in memory then, bytes. */
  readonly rss: number;
  readonly answer: {
    readonly batchItemFailures?: readonly object[];
    readonly statusCode: number;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  };
}

/** A built function in a process of its own, as Lambda keeps one. */
export interface FunctionProcess {
  ask(event: object): Promise<Told>;
  stop(): void;
}

const script = `
import { createInterface } from 'node:readline';
const file = process.argv[1];
let handler;
for await (const line of createInterface({ input: process.stdin })) {
  const from = performance.now();
  handler ??= (await import(file)).handler;
  const answer = await handler(JSON.parse(line));
  process.stdout.write(JSON.stringify({ ms: performance.now() - from, rss: process.memoryUsage.rss(), answer }) + '\\n');
}
`;

export function startFunction(file: string, environment: NodeJS.ProcessEnv): FunctionProcess {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    async ask(event) {
      child.stdin?.write(`${JSON.stringify(event)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the function's process ended (${child.exitCode ?? child.signalCode})`);
      return JSON.parse(value as string) as Told;
    },
    stop: () => void child.kill(),
  };
}
