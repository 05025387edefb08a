import type { Clock } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { quote, say, time } from '../say.ts';
import { ofKind } from '../statements.ts';
import { asSaid } from './factors.ts';

/** Mitigation ends what users feel, the fix what it came from: told apart. */
export function resolution(facts: Facts): Block[] {
  const { clocks, statements, impact } = facts;
  const around = ofKind(statements.all, 'recovery', 'attempt').filter(
    ({ at }) => impact === undefined || at >= impact.from,
  );
  const signs = around
    .filter(({ kinds }) => kinds.has('recovery'))
    .slice(0, 8)
    .sort((a, b) => a.at.localeCompare(b.at));
  return [
    { type: 'heading', text: 'Mitigation' },
    ...ending(facts, clocks.mitigated, 'What ended it for users, and when?'),
    ...(signs.length > 0 ? [{ type: 'list', items: signs.map(asSaid) } as const] : []),
    { type: 'heading', text: 'Fix' },
    ...ending(facts, clocks.resolved, 'What took away what it came from, and when?'),
    {
      type: 'prompt',
      question: 'What of it is for good, and what will be undone or has still to be done?',
      evidence: [],
    },
  ];
}

function ending(facts: Facts, clock: Clock | undefined, question: string): Block[] {
  if (!clock) return [{ type: 'prompt', question, evidence: [] }];
  return [{ type: 'paragraph', sentences: [endingSentence(facts, clock)] }];
}

/** Who said so, and in which words; nobody did where all alarms became calm by themselves. */
function endingSentence({ entries, names }: Facts, { at, how, sources }: Clock): Sentence {
  const said = entries.find(({ ref }) =>
    sources.some((source) => source.type === 'entry' && source.ref === ref),
  )?.entry;
  if (said?.type !== 'incident.mitigated' && said?.type !== 'incident.resolved')
    return say(sources, 'At ', time(at), ' ', ...how, '.');
  const note = said.note === undefined ? [] : [': ', quote(names.inText(said.note))];
  return say(sources, names.actor(said.by), ` marked it ${said.type.slice(9)} at `, time(at), ...note, '.');
}
