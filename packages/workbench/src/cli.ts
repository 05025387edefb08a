import { Command, InvalidArgumentError } from 'commander';

interface Options {
  readonly once?: boolean;
  readonly break?: string;
  readonly event?: string;
  readonly list?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly port?: number;
  readonly minute: number;
}

const command = new Command('npm start --')
  .description('Runs Tocsin on this machine: a Slack, an AWS and a service to break. Without options it serves a page.')
  .option('--once', 'play the story without a page: break, notice, name, acknowledge, mend, recover')
  .option('--break <dependency>', 'what to break; the first of the catalog when left out')
  .option('--event <file>', 'feed an AWS event file (EventBridge, SNS, SQS, direct) into intake and say what happened')
  .option('--list', 'list what can be broken')
  .option('--json', 'print one JSON object on standard output')
  .option('--verbose', "show the functions' own logs on standard error")
  .option('--port <port>', 'port of the page; a free one when left out', whole(0, 65_535))
  .option('--minute <seconds>', 'how long a minute of alarms and canaries lasts', whole(1, 60), 5);

/** A result is printed in one of two ways; `ok: false` makes the command fail. */
async function run(options: Options): Promise<void> {
  process.env['TOCSIN_LOG_LEVEL'] = options.verbose ? 'info' : 'error';
  // The SDK's word on Node 20 is known (docs/decisions.md) and would stand in the middle of the story.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // Each way of running loads what it needs: the page's builder and the fault proxy take their time.
  if (options.list) {
    const { listing, listingText } = await import('./list.ts');
    return print(options, listing(), listingText());
  }
  if (options.event !== undefined) {
    const { feed, fedText, readEvent } = await import('./event-file.ts');
    const event = await readEvent(options.event);
    const { startWorkbench } = await import('./workbench.ts');
    const workbench = await startWorkbench({ minuteSeconds: options.minute, demo: false });
    try {
      const fed = await feed(workbench, event);
      return print(options, fed, fedText(fed));
    } finally {
      await workbench.stop();
    }
  }
  if (options.once) {
    const { playOnce, playText } = await import('./once.ts');
    const played = await playOnce({
      ...(options.break === undefined ? {} : { dependency: options.break }),
      minuteSeconds: Math.min(options.minute, 3),
      progress,
    });
    if (!played.ok) process.exitCode = 1;
    return print(options, played, playText(played));
  }
  const { serve } = await import('./serve.ts');
  await serve({
    minuteSeconds: options.minute,
    progress,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.break === undefined ? {} : { broken: options.break }),
  });
}

function print({ json }: Options, object: object, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(object, null, 2) : text}\n`);
}

/** Progress goes to standard error, so that standard output is the answer alone. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };
}

const options = command.parse().opts<Options>();
try {
  await run(options);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, reason })}\n`);
  else process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
// The functions keep connections open for their next invocation; a command that is done has none.
if (options.once || options.event !== undefined || options.list) process.exit();
