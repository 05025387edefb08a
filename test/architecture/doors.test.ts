import { describe, expect, it } from 'vitest';
import { type Node, parsed, placeOf, productionSources, type Source, walk } from './sources.ts';

/** Doors where nobody is answered, and what becomes of what is done there. */
const answersNobody: Readonly<Record<string, { readonly file: string; readonly by: string }>> = {
  // Respond decides on it, behind the same gate as all that people do.
  onHeard: { file: 'packages/app/src/hear.ts', by: 'gateFor' },
  // Says nothing to anybody: what a channel missed is shown in it.
  onReopened: { file: 'packages/slack/src/listeners/events/reopened.ts', by: 'send' },
  // Slack itself follows the address of a button.
  onFollowed: { file: 'packages/slack/src/listeners/index.ts', by: 'ack' },
};

const registering = new Set([
  'action',
  'command',
  'event',
  'function',
  'message',
  'options',
  'shortcut',
  'step',
  'view',
]);
const slackSources = productionSources().filter(({ file }) => file.startsWith('packages/slack/src/'));

const { doors, open } = doorsOf(slackSources);

describe('what Slack sends comes in', () => {
  it('by more than a few doors, each of a kind that Bolt has', () => {
    expect(new Set(doors.map(({ kind }) => kind))).toEqual(
      new Set(['action', 'command', 'event', 'options', 'shortcut', 'view']),
    );
    expect(doors.length).toBeGreaterThan(8);
  });

  it('past `answered`, which turns away whoever is no member', () => {
    expect(open).toEqual([]);
  });

  it.each(Object.entries(answersNobody))('by %s, which answers nobody', (_, { file, by }) => {
    const source = productionSources().find((one) => one.file === file) ?? expect.fail(`no ${file}`);
    expect([...namesCalled(parsed(source))]).toContain(by);
  });

  it.each(['onIncident', 'onPress', 'onSubmission', 'onOffer', 'onShortcut', 'onCapture', 'onMention', 'onHomeOpened'])(
    'a door would be found without it: %s',
    (listener) => {
      const found = doorsOf(slackSources.map((source) => withoutAnswered(source, listener))).open;
      expect(found).not.toEqual([]);
      for (const one of found)
        expect(one).toMatch(
          new RegExp(`^packages/slack/src/listeners/index\\.ts:\\d+: app\\.\\w+ hands to ${listener}, `),
        );
    },
  );
});

interface Door {
  readonly kind: string;
  readonly place: string;
  readonly listeners: readonly string[];
}

/** Every registration with Bolt, and those of them that answer people without asking who they are. */
function doorsOf(sources: readonly Source[]): { readonly doors: readonly Door[]; readonly open: readonly string[] } {
  const files = sources.map((source) => ({ source, program: parsed(source) }));
  const named = new Map(files.flatMap(({ program }) => declaredIn(program)));
  const asking = new Set([...named].filter(([, node]) => namesCalled(node).has('answered')).map(([name]) => name));
  const doors = files.flatMap(({ source, program }) =>
    registrations(program).map(({ kind, node, handler }) => ({
      kind,
      place: placeOf(source, node),
      listeners: listenersIn(handler, new Map(declaredIn(program))),
    })),
  );
  const isBehind = (listener: string): boolean =>
    listener in answersNobody ||
    asking.has(listener) ||
    [...namesCalled(named.get(listener))].some((callee) => asking.has(callee));
  const open = doors.flatMap(({ kind, place, listeners }) =>
    listeners.length === 0
      ? [`${place}: app.${kind} hands to nothing that has a name`]
      : listeners
          .filter((listener) => !isBehind(listener))
          .map(
            (listener) => `${place}: app.${kind} hands to ${listener}, which asks nobody who they are by \`answered\``,
          ),
  );
  return { doors, open };
}

/** Functions and constants of a file's top. */
function declaredIn(program: Node): [name: string, node: Node][] {
  return (program['body'] as Node[])
    .map((node) => (node['declaration'] as Node | null | undefined) ?? node)
    .flatMap((node): [string, Node][] => {
      if (node.type === 'FunctionDeclaration') return [[nameIn(node['id']), node]];
      if (node.type !== 'VariableDeclaration') return [];
      return (node['declarations'] as Node[]).map((one) => [nameIn(one['id']), one['init'] as Node]);
    });
}

/** `app.event(…, listener)`, wherever in a file. */
function registrations(program: Node): { readonly kind: string; readonly node: Node; readonly handler: Node }[] {
  const found: { kind: string; node: Node; handler: Node }[] = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const { type, object, property } = node['callee'] as Node;
    const kind = nameIn(property);
    const handler = (node['arguments'] as Node[]).at(-1);
    if (type === 'MemberExpression' && nameIn(object) === 'app' && registering.has(kind) && handler)
      found.push({ kind, node, handler });
  });
  return found;
}

/** The file's own functions that a handler hands to, be it by a table. */
function listenersIn(handler: Node, declared: ReadonlyMap<string, Node>): string[] {
  const found = new Set<string>();
  walk(handler, (node) => {
    const name = node.type === 'Identifier' ? nameIn(node) : '';
    const is = declared.get(name);
    if (is?.type === 'FunctionDeclaration' || is?.type === 'ArrowFunctionExpression') found.add(name);
    if (is?.type === 'ObjectExpression') for (const one of listenersIn(is, declared)) found.add(one);
  });
  return [...found].filter((name) => name !== 'unanswered');
}

function namesCalled(node: Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (one) => {
    if (one.type !== 'CallExpression') return;
    const callee = one['callee'] as Node;
    names.add(nameIn(callee.type === 'MemberExpression' ? callee['property'] : callee));
  });
  return names;
}

function nameIn(node: unknown): string {
  return (node as { readonly name?: string } | undefined)?.name ?? '';
}

/** As if somebody had forgotten it: the listener does at once what it would do if it were a member's. */
function withoutAnswered(source: Source, listener: string): Source {
  const node = declaredIn(parsed(source)).find(([name]) => name === listener)?.[1];
  if (!node) return source;
  const { text } = source;
  const body = text.slice(node.start, node.end).replace('await answered(', 'await past(');
  return { ...source, text: text.slice(0, node.start) + body + text.slice(node.end) };
}
