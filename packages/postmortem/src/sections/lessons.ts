import { questionsIn } from '../channel/questions.ts';
import { entry, type Source, together } from '../cite.ts';
import type { Facts } from '../facts.ts';
import type { Block, Sentence } from '../model.ts';
import { code, count, quote, say, strong, time } from '../say.ts';
import { ofKind } from '../statements.ts';
import { between, duration, postedAt } from '../times.ts';
import { told } from '../told.ts';
import { wentOtherwise } from '../told-walks.ts';
import { outcomesOf } from '../walks.ts';
import { spans } from './clocks.ts';
import { asSaid } from './factors.ts';

/** Left for people to judge, with what the record holds that may speak to each. */
export function lessons(facts: Facts): Block[] {
  const { all } = facts.statements;
  const said = (...kinds: Parameters<typeof ofKind>[1][]): Sentence[] =>
    ofKind(all, ...kinds)
      .slice(0, 6)
      .map(asSaid);
  return [
    prompt('What went well?', [...quick(facts), ...worked(facts), ...said('recovery').slice(0, 3)]),
    prompt('What went wrong, or was harder than it needed to be?', [
      ...slow(facts),
      ...unhelpful(facts),
      ...unanswered(facts),
      ...said('no-help'),
    ]),
    prompt('Where did we get lucky?', said('luck')),
    prompt('What surprised us? What should others know?', [...changedMind(facts), ...said('surprise')]),
  ];
}

const prompt = (question: string, evidence: readonly Sentence[]): Block => ({ type: 'prompt', question, evidence });

/** Below it, detecting or being there counts as quick; above, as slow: Google's and PagerDuty's bar for a page. */
const quickMs = 5 * 60_000;

const measured = ({ clocks }: Facts): { title: string; ms: number; sources: readonly Source[] }[] =>
  spans.slice(0, 3).flatMap(({ title, from, to }) => {
    const [start, end] = [clocks[from], clocks[to]];
    const sources = start && end && together(start.sources, end.sources);
    return sources && end.at >= start.at ? [{ title, ms: between(start.at, end.at), sources }] : [];
  });

function spanSentences(facts: Facts, holds: (ms: number) => boolean): Sentence[] {
  return measured(facts).flatMap(({ title, ms, sources }) => {
    const cited = together(sources);
    return cited && holds(ms) ? [say(cited, `${title}: `, strong(duration(ms)), '.')] : [];
  });
}
const quick = (facts: Facts): Sentence[] => spanSentences(facts, (ms) => ms <= quickMs);
const slow = (facts: Facts): Sentence[] => spanSentences(facts, (ms) => ms > quickMs);

function worked({ walks, of }: Facts): Sentence[] {
  const walked = walks.flatMap(({ walk, sources }): Sentence[] => {
    const done = walk.plan.steps.filter(({ id }) => outcomesOf(walk, id).some((outcome) => !wentOtherwise(outcome)));
    if (done.length === 0) return [];
    const share = `${done.length} of ${count(walk.plan.steps.length, 'step')}`;
    return [say(sources, `${share} of the runbook `, code(walk.plan.title), ' went as written.')];
  });
  const [first, ...later] = of('step.named');
  const right =
    first?.entry.naming.step !== undefined &&
    later.every(({ entry: one }) => one.naming.step === first.entry.naming.step);
  return [
    ...walked,
    ...(right && first
      ? [
          say(
            [entry(first.ref)],
            'The step that was named first, ',
            code(first.entry.naming.step ?? ''),
            ', stood to the end.',
          ),
        ]
      : []),
  ];
}

function unhelpful({ entries, names }: Facts): Sentence[] {
  return entries
    .filter(
      ({ entry: { type } }) => type === 'page.escalated' || type === 'service.relapsed' || type === 'incident.reopened',
    )
    .slice(0, 6)
    .map((one) => say([entry(one.ref)], 'At ', time(one.entry.at), ' ', ...told(one, names), '.'));
}

const unanswered = ({ messages, names }: Facts): Sentence[] =>
  questionsIn(messages)
    .filter(({ answer }) => answer === undefined)
    .slice(0, 6)
    .map(({ asked }) =>
      say(
        [{ type: 'message', ts: asked.ts }],
        names.of(asked.user ?? ''),
        ' asked at ',
        time(postedAt(asked.ts)),
        ', and no answer is in the channel: ',
        quote(names.inText(asked.text)),
        '.',
      ),
    );

function changedMind({ of, names }: Facts): Sentence[] {
  const namings = of('step.named');
  return namings
    .filter(({ entry: one }, index) => index > 0 && one.naming.step !== namings[index - 1]?.entry.naming.step)
    .slice(0, 4)
    .map((one) => say([entry(one.ref)], 'At ', time(one.entry.at), ' ', ...told(one, names), '.'));
}
