import type { BlockProblem } from '../blocks/check.ts';
import { inWords } from '../blocks/check-blocks.ts';
import { checkView } from '../blocks/check-view.ts';
import { refuse } from '../errors.ts';
import type { Json, View } from './model.ts';
import { normalBlocks } from './normal-blocks.ts';
import type { World } from './world.ts';

/** How many modals lie on one another at most. */
const deepest = 3;

/** https://docs.slack.dev/reference/methods/views.open: `view_too_large` beyond 250 KB. */
const largest = 250_000;

/** @throws SlackRefusal `view_too_large`; `invalid_arguments`, with the JSON pointer of everything that is wrong */
export function mustBeValid(view: unknown, type: View['type']): Json {
  if ((JSON.stringify(view) ?? '').length > largest) refuse('view_too_large');
  const problems = [...checkView(view)];
  if (problems.length === 0 && (view as Json)['type'] !== type)
    problems.push({ pointer: '/type', message: `unsupported type: ${String((view as Json)['type'])}` });
  if (problems.length > 0) refuse('invalid_arguments', { response_metadata: { messages: problems.map(said) } });
  return view as Json;
}
const said = ({ pointer, message }: BlockProblem) => `[ERROR] ${inWords({ pointer: `/view${pointer}`, message })}`;

const newHash = (world: World): string => `${world.seconds()}.${world.ids.hex(8)}`;

function settable(world: World, given: Json) {
  const object = (value: unknown): Json | null => (value === undefined || value === null ? null : (value as Json));
  const word = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    blocks: normalBlocks(world.ids, given['blocks'] as unknown[]),
    private_metadata: word(given['private_metadata']),
    callback_id: word(given['callback_id']),
    external_id: word(given['external_id']),
    ...(given['title'] === undefined ? {} : { title: given['title'] as Json }),
    clear_on_close: given['clear_on_close'] === true,
    notify_on_close: given['notify_on_close'] === true,
    close: object(given['close']),
    submit: object(given['submit']),
    hash: newHash(world),
  };
}

export function newView(world: World, given: Json, type: View['type'], below?: View): View {
  const id = world.ids.next('V');
  uniqueExternalId(world, given['external_id'], undefined);
  return {
    id,
    team_id: world.team.id,
    type,
    ...settable(world, given),
    state: { values: {} },
    previous_view_id: below?.id ?? null,
    root_view_id: below?.root_view_id ?? id,
    app_id: world.app.id,
    app_installed_team_id: world.team.id,
    bot_id: world.app.botId,
  };
}

export function openModal(world: World, user: string, given: Json): View {
  const view = newView(world, given, 'modal');
  world.modals.set(user, [view]);
  world.changed('view-opened', { user });
  return view;
}

export function pushModal(world: World, user: string, given: Json): View {
  const stack = world.modals.get(user) ?? [];
  const top = stack.at(-1) ?? refuse('not_found');
  if (stack.length >= deepest) refuse('push_limit_reached');
  const view = newView(world, given, 'modal', top);
  stack.push(view);
  world.changed('view-pushed', { user });
  return view;
}

/** New content for an open view. What people put in stays where block_id and action_id stay. */
export function updateView(world: World, view: View, given: Json): void {
  uniqueExternalId(world, given['external_id'], view);
  Object.assign(view, settable(world, given));
  world.changed('view-updated');
}

export function publishHome(world: World, user: string, given: Json): View {
  const known = world.homes.get(user);
  if (known !== undefined) {
    updateView(world, known, given);
    return known;
  }
  const view = newView(world, given, 'home');
  world.homes.set(user, view);
  world.changed('home-published', { user });
  return view;
}

export function findView(world: World, matches: (view: View) => boolean): View | undefined {
  return [...[...world.modals.values()].flat(), ...world.homes.values()].find(matches);
}

function uniqueExternalId(world: World, id: unknown, mine: View | undefined): void {
  if (typeof id !== 'string' || id === '') return;
  if (findView(world, (view) => view !== mine && view.external_id === id) !== undefined)
    refuse('duplicate_external_id');
}
