import type { Log } from '@tocsin/app';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** Fields whose values stay out of every log, whoever hands them in. */
const secret = /token|secret|signature|authorization|password|cookie|credential/i;
/** Slack's tokens begin so, wherever they turn up: in a message, in an address. */
const slackToken = /xox[a-z]-[\w-]+/g;

/**
 * Structured logs, one JSON object a line, on standard error: standard output belongs to the commands' own answers. Code
 * of its own because a logging library costs 9 to 12 ms of each cold start and this is all that is used of it.
 *
 * @param level the least that is written
 * @param fields what every line carries, such as function and stage
 */
export function createLog(
  { level = 'info', ...fields }: { level?: string } & Record<string, unknown> = {},
  write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Log {
  const least = Math.max(0, levels.indexOf(level as Level));
  const say = (at: Level) => (message: string, more?: Record<string, unknown>) => {
    if (levels.indexOf(at) < least) return;
    const entry = { time: new Date().toISOString(), level: at, message, ...fields, ...more };
    write(JSON.stringify(entry, (key, value: unknown) => (secret.test(key) ? '[redacted]' : plain(value))));
  };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}

/** Of an error only what is its own: an AWS error also holds the request, with its authorization. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return value.replace(slackToken, '[redacted]');
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  const errors = value instanceof AggregateError ? { errors: value.errors } : {};
  const code = 'code' in value ? { code: value.code } : {};
  return { name, message, ...code, stack, ...(cause === undefined ? {} : { cause }), ...errors };
}
