import { draftRunbook, proposeChange } from '@tocsin/runbook/change';
import { declaration, entry, type Sourced, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { code, listed, propose, say, strong } from '../say.ts';
import type { KnownWalk } from '../walks.ts';

/** What this case can be practised with, and what it taught the runbook. */
export function proposals(facts: Facts): Block[] {
  return [
    { type: 'heading', text: 'Drill' },
    ...drillBlocks(facts),
    { type: 'heading', text: 'Runbook' },
    ...runbookBlocks(facts),
  ];
}

/** The same fault again, on purpose, and what has to hold. */
function drillBlocks({ workflow, step, dependency, of, given, turning }: Facts): Block[] {
  const named = of('step.named').at(-1);
  if (!workflow || !step || !named)
    return [{ type: 'prompt', question: 'Which fault, in which step, would have practised this?', evidence: [] }];
  const target = dependency ?? step.needs.find(({ kind }) => kind === 'hard')?.dependency;
  const sources: Sourced = together(
    [entry(named.ref), declaration(workflow.id, step.id)],
    turning.firstBad?.sources ?? [],
  ) ?? [entry(named.ref)];
  const fault = target ? ['Break ', strong(target.title), ' (', code(target.id), ')'] : ['Break the step itself'];
  const reason = turning.firstBad?.failed?.reason;
  const alarms = [...new Set(of('alarm.fired').map(({ entry: one }) => one.alarm.name))].slice(0, 3);
  const items: Sentence[] = [
    propose(
      'it is the fault that was seen',
      sources,
      ...fault,
      ' for the step ',
      code(step.id),
      ' of ',
      strong(workflow.title),
      ...(reason === undefined ? [] : [', so that it answers ', code(reason)]),
      '.',
    ),
    propose(
      'it is what this incident began with',
      sources,
      'It holds when the channel names ',
      code(step.id),
      ...(target ? [' and ', code(target.id)] : []),
      ' by itself',
      ...(alarms.length > 0 ? [', after ', ...listed(alarms.map(code)), ' fired'] : []),
      `, and is not over a ${given.incident.severity}.`,
    ),
  ];
  return [{ type: 'list', items }];
}

function runbookBlocks(facts: Facts): Block[] {
  const changes = facts.walks.flatMap((one) => changeBlocks(one, facts));
  if (changes.length > 0) return changes;
  const notes = facts.of('note.added');
  if (facts.walks.length > 0 || notes.length === 0)
    return [
      {
        type: 'prompt',
        question: 'What does the runbook need, if anything, so that the next one is shorter?',
        evidence: [],
      },
    ];
  return [firstRunbook(facts)];
}

function changeBlocks({ walk, runbook: known, sources }: KnownWalk, { given }: Facts): Block[] {
  if (!known) return [];
  const { runbook, texts } = known;
  const textOf = (file: string): string | undefined => (Object.hasOwn(texts, file) ? texts[file] : undefined);
  const proposal = proposeChange(walk, { runbook, textOf, incident: given.incident.id });
  if (proposal.type === 'nothing') return [];
  return proposal.changes.map(
    ({ file, diff }): Block => ({
      type: 'code',
      language: 'diff',
      text: diff,
      caption: say(sources, 'What people said on the way through ', code(file), ', put under its steps.'),
    }),
  );
}

/** Where no runbook was walked, what people noted becomes a first one. */
function firstRunbook({ given, of, names, workflow, step, dependency }: Facts): Block {
  const notes = of('note.added');
  const text = draftRunbook({
    incident: given.incident.id,
    title: names.inText(given.incident.title),
    ...(workflow ? { workflow: workflow.id } : {}),
    ...(workflow && step ? { step: step.id } : {}),
    ...(dependency ? { dependency: dependency.id } : {}),
    today: given.draftedAt.slice(0, 10),
    steps: notes.map(({ entry: one, corrected }) => ({ at: one.at, text: names.inText(corrected?.text ?? one.text) })),
  });
  const sources = together(notes.map(({ ref }) => entry(ref))) ?? [entry('1')];
  return {
    type: 'code',
    language: 'markdown',
    text,
    caption: say(sources, 'A first runbook from what people noted; no runbook was walked.'),
  };
}
