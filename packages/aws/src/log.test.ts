import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(say: (log: ReturnType<typeof createLog>) => void, level = 'info'): Record<string, unknown>[] {
  const lines: string[] = [];
  say(createLog({ level, function: 'intake' }, (line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('logs', () => {
  it('are one JSON object a line', () => {
    expect(logged((log) => log.info('signal', { incident: 'i1', nested: { at: 1n } }))).toEqual([
      {
        time: expect.any(String),
        level: 'info',
        message: 'signal',
        function: 'intake',
        incident: 'i1',
        nested: { at: '1' },
      },
    ]);
  });

  it('below the level are left out', () => {
    const lines = logged((log) => {
      log.info('a');
      log.warn('b');
      log.error('c');
    }, 'warn');
    expect(lines.map(({ message }) => message)).toEqual(['b', 'c']);
  });

  it('hold no secrets, wherever they stand', () => {
    const token = ['xox', 'b-12-abc'].join('');
    const [line] = logged((log) =>
      log.error('failed', {
        token: 'a',
        deep: [{ Authorization: 'b', signingSecret: 'c', set_cookie: 'd' }],
        url: `https://slack.example/?t=${token}&x`,
      }),
    );
    expect(line).toMatchObject({
      token: '[redacted]',
      deep: [{ Authorization: '[redacted]', signingSecret: '[redacted]', set_cookie: '[redacted]' }],
      url: 'https://slack.example/?t=[redacted]&x',
    });
  });

  it('hold of an error its own words and causes, not what hangs on it', () => {
    const cause = Object.assign(new Error('403'), { $response: { headers: { a: 1 } }, code: 'EACCES' });
    const [line] = logged((log) => log.error('failed', { error: new AggregateError([cause], 'two', { cause }) }));
    const told = { name: 'Error', message: '403', code: 'EACCES', stack: expect.any(String) };
    expect(line?.['error']).toEqual({
      name: 'AggregateError',
      message: 'two',
      stack: expect.any(String),
      cause: told,
      errors: [told],
    });
  });
});
