import { declaration, entry, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { say, strong, time } from '../say.ts';
import { between, duration } from '../times.ts';
import { summarySentence } from './summary.ts';

/** What can be sent: to colleagues with all that is known, to customers without what is ours alone. */
export function notes(facts: Facts): Block[] {
  const external = externalNote(facts);
  return [
    { type: 'heading', text: 'Internal' },
    { type: 'letter', sentences: internalNote(facts) },
    { type: 'heading', text: 'External' },
    ...(external.length > 0
      ? [{ type: 'letter', sentences: external } as const]
      : [
          {
            type: 'prompt',
            question: facts.given.incident.private
              ? 'The incident is private. Is there anything to tell customers, and who decides that?'
              : 'What do customers need to know, in their words?',
            evidence: [],
          } as const,
        ]),
  ];
}

function internalNote(facts: Facts): Sentence[] {
  const { incident, draftedAt } = facts.given;
  const items = facts.of('action.added');
  const sources = together(items.map(({ ref }) => entry(ref)));
  const [declared] = facts.of('incident.declared');
  return [
    summarySentence(facts),
    ...(sources
      ? [
          say(
            sources,
            `${items.length === 1 ? 'One action item was' : `${items.length} action items were`} written down.`,
          ),
        ]
      : []),
    ...(declared
      ? [
          say(
            [entry(declared.ref)],
            `The postmortem of incident ${incident.id} is being written; this is its draft of `,
            time(draftedAt),
            '.',
          ),
        ]
      : []),
  ];
}

/** Names the workflow alone, as users know it: no step, dependency, person, alarm or quote. */
function externalNote({ given, workflow, clocks, impact }: Facts): Sentence[] {
  const { began, mitigated, resolved } = clocks;
  const end = mitigated ?? resolved;
  if (given.incident.private || given.drill !== undefined || !workflow || !began || !end || !impact?.ended) return [];
  const sources = together([declaration(workflow.id)], began.sources, end.sources) ?? began.sources;
  const verb = given.incident.naming?.degraded ? ' was impaired' : ' did not work for some or all of you';
  return [
    say(
      sources,
      'From ',
      time(began.at),
      ' to ',
      time(end.at),
      ', for ',
      strong(duration(between(began.at, end.at))),
      `, “${workflow.title}”${verb}.`,
    ),
    ...(resolved ? [say(resolved.sources, 'It has been resolved since ', time(resolved.at), '.')] : []),
  ];
}
