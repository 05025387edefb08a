import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const listeners = path.resolve(import.meta.dirname, '../../packages/slack/src/listeners');
const read = (file: string): string => readFileSync(path.join(listeners, file), 'utf8');

/** Doors that have no answer to give there and then: where else it is asked who somebody is, and by what. */
const elsewhere: Readonly<Record<string, { readonly file: string; readonly asks: RegExp }>> = {
  onDirectMessage: {
    file: 'events/direct-message.ts',
    asks: /await answered\(around, \{ what: 'direct message', cause, by \}/,
  },
  onHomeOpened: { file: 'events/home-opened.ts', asks: /homeOpened\([\s\S]*?await barredFrom\(made, \{ user \}\)/ },
  // Respond decides on it, behind the same gate as all that people do.
  onHeard: { file: '../../../app/src/hear.ts', asks: /gate: gateFor\(world, \{ id, command: type, asker:/ },
  // Says nothing to anybody: what could not be shown is shown.
  onReopened: { file: 'events/reopened.ts', asks: /outbox\.send\(\{ incident, dedup:/ },
};

interface Door {
  readonly name: string;
  readonly line: number;
  readonly body: string;
}

/** The functions that Slack's requests are handed to: `on…` of the one file that registers them. */
function doorsOf(source: string): Door[] {
  const starts = [...source.matchAll(/^(?:export )?(?:async )?(?:function|const) (\w+)/gm)];
  return starts.flatMap(({ 1: name = '', index }, at) =>
    /^on[A-Z]/.test(name)
      ? [{ name, line: source.slice(0, index).split('\n').length, body: source.slice(index, starts[at + 1]?.index) }]
      : [],
  );
}

const source = read('index.ts');
const doors = doorsOf(source);
const asks = ({ body }: Door): boolean => /= await answered\(around, \{.*\bby\b/.test(body);

it('each door asks who somebody is before it answers', () => {
  expect(doors.length).toBeGreaterThan(8);
  const open = doors
    .filter((door) => !asks(door) && !elsewhere[door.name])
    .map(({ name, line }) => `index.ts:${line} ${name}`);
  expect(open, 'hand the request to `answered`, which turns away whoever is no member').toEqual([]);
});

it.each(Object.entries(elsewhere))('%s asks where it says', (name, { file, asks: where }) => {
  expect(doors.map((door) => door.name)).toContain(name);
  expect(read(file)).toMatch(where);
});

it('what is registered is one of them', () => {
  const [, registered = ''] = /^(const commands[\s\S]*?)^async function/m.exec(source) ?? [];
  const [, ...handed] = registered.split(/\bapp\.(?=[a-z]+[<(])/);
  expect(handed.length).toBeGreaterThan(10);
  // Acknowledging is all that an address's button needs.
  const others = handed.filter(
    (one) => !/\bon[A-Z]\w+\(|commands\[command\]|shortcuts\[callbackId\]|ack\(\)/.test(one),
  );
  expect(others).toEqual([]);
});
