import { type BlockProblem, isObject, list } from '../blocks/check.ts';
import { limits } from '../blocks/limits.ts';
import { option, optionGroup } from '../blocks/objects.ts';
import type { Json } from '../workspace/model.ts';
import { cannot, envelope, errorOf, type Person } from './context.ts';
import type { Control } from './controls.ts';
import { offer } from './input.ts';
import type { Suggestions } from './types.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const fewestLetters = 3;

/** Asks the app for the options of an external select, as clients do while somebody types into it. */
export async function suggest(
  person: Person,
  { control, query, where }: { control: Control; query: string; where: Json },
): Promise<Suggestions> {
  const { blockId, actionId, element } = control;
  const { manifest } = person.world;
  if (!String(element['type']).endsWith('external_select'))
    cannot('not_external', `${actionId} has options of its own`);
  if (manifest !== undefined && manifest.settings?.interactivity?.message_menu_options_url === undefined)
    cannot('no_options_url', 'the manifest has no message_menu_options_url');
  const { min_query_length: fewest = fewestLetters } = element;
  if (query.length < Number(fewest)) cannot('too_short', `options are asked for after ${String(fewest)} letters`);
  const { outcome } = await person.link.interaction({
    ...envelope(person),
    type: 'block_suggestion',
    action_id: actionId,
    block_id: blockId,
    value: query,
    ...where,
  });
  const error = errorOf(outcome);
  if (error !== undefined || outcome.type !== 'answered')
    return { ok: false, error: error ?? '', outcome, options: [] };
  const options = optionsIn(outcome.body);
  if (options === undefined) return { ok: false, error: 'invalid_options', outcome, options: [] };
  offer(element, options);
  const shown = options.map(({ text, value, description }) => ({
    value: String(value),
    text: String((text as Json)['text']),
    ...(isObject(description) ? { description: String(description['text']) } : {}),
  }));
  return { ok: true, outcome, options: shown };
}

/** Options, or those of groups; undefined when Slack would not show them. */
function optionsIn(body: string): readonly Json[] | undefined {
  const answer = readJson(body);
  if (!isObject(answer)) return undefined;
  const { options, option_groups } = answer;
  const problems: BlockProblem[] = [];
  const report = (pointer: string, message: string) => void problems.push({ pointer, message });
  const grouped = option_groups !== undefined;
  const check = list(grouped ? optionGroup : option, { min: 0, max: limits.select.options });
  check(grouped ? option_groups : options, '', report);
  if (problems.length > 0) return undefined;
  return grouped ? (option_groups as Json[]).flatMap((group) => group['options'] as Json[]) : (options as Json[]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
