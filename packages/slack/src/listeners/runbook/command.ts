import { booksFor, booksOf, walkViewOf } from '@tocsin/app';
import { type Incident, type IncidentWalk, walksOf } from '@tocsin/incident';
import { plannedStep } from '@tocsin/runbook';
import { done, type Rendered, usage, walk as walkMessage } from '../../blocks/index.ts';
import { outside } from '../../blocks/text.ts';
import type { SlackWorld } from '../../world.ts';
import { addressed } from '../commands/which.ts';
import type { Asked } from '../request.ts';
import type { Answer } from '../views/ask.ts';
import { carryOut, type Wanted } from './carry-out.ts';
import { listRunbooks, showChange, startRunbook } from './runbooks.ts';
import { whichWalk } from './which-walk.ts';
import { wishFor } from './wish.ts';
import { readWalkWords, type WalkWord } from './words.ts';

const howTo = [
  'Say what to do with the runbook: `/incident runbook start [name]`, `next`, `done`, `skip <why>`, `failed <why>`,',
  '`answer 1`, `again`, `on`, `back`, `approve`, `decline`, `note <text>`, `undo`, `handover @who`, `stop <why>`, `status`,',
  '`list`, `change`. With several walks open, name one: `done R2`.',
].join(' ');

/** `/incident runbook [id] <word> [R1] …`: what the buttons of a walk do, from the keyboard. */
export async function runbook(world: SlackWorld, asked: Asked): Promise<Answer> {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest: typed } = found;
  const said = readWalkWords(typed);
  if (said.type === 'unknown') {
    const guess = said.nearest === undefined ? '' : ` Did you mean \`${said.nearest}\`?`;
    return usage(`I do not know “${outside(said.word, 40)}”.${guess}\n${howTo}`);
  }
  const { word, rest, walk: named } = said;
  switch (word) {
    case 'help':
      return usage(howTo);
    case 'list':
      return listRunbooks(world, incident);
    case 'start':
      return startRunbook(world, { incident, asked, name: rest });
    case 'status':
      if (named === undefined && walksOf(incident).length === 0) return listRunbooks(world, incident);
      break;
    case 'change':
      if (walksOf(incident).length === 0) return showChange(world, { incident, walk: undefined, asked });
      break;
    default:
  }
  const which = whichWalk(incident, { named: named ?? latestFor(word, incident), user: asked.user });
  if (which.type === 'none') return which.reply;
  const { walk } = which;
  if (word === 'status') {
    const books = (await booksFor(world, incident)) ?? booksOf(await world.runbooks.load(), []);
    return walkMessage(walkViewOf(incident, walk, { catalog: world.catalog, books }));
  }
  if (word === 'change') return showChange(world, { incident, walk, asked });
  const wanted = wantedBy(word, rest, { walk, asked });
  if ('reply' in wanted) return wanted.reply;
  const { user, channel, cause, stranger = false } = asked;
  const walker = { user, channel, cause, stranger };
  const outcome = await carryOut(world, { incident: incident.id, walk: walk.id, wanted, walker });
  if (outcome.type === 'refused') return outcome.reply;
  return outcome.incident && done(whatWas(word, walk), outcome.incident);
}

/** What can still be done with a walk that is over is asked of the latest. */
function latestFor(word: WalkWord, incident: Incident): string | undefined {
  const over = word === 'change' || word === 'undo' || word === 'status';
  const walks = walksOf(incident);
  return over && walks.every(({ walk }) => walk.ended) ? walks.at(-1)?.id : undefined;
}

function wantedBy(
  word: Exclude<WalkWord, 'list' | 'start' | 'status' | 'help' | 'change'>,
  rest: string,
  { walk, asked }: { walk: IncidentWalk; asked: Asked },
): Wanted | { readonly reply: Answer } {
  if (word === 'handover') {
    const [to] = asked.people;
    return to === undefined
      ? {
          reply: {
            type: 'ask',
            form: 'walk-hand-over',
            given: givenOf(walk),
            usage: 'Say to whom: `/incident runbook handover @alice`.',
            asked: idOnly(asked),
          },
        }
      : { type: 'move', move: { type: 'hand-over', to } };
  }
  if (word === 'undo') return undoing(walk, rest);
  const wish = wishFor(word, rest, walk.walk);
  if (wish.type === 'move') return wish;
  if (wish.type === 'unclear') return { reply: usage(wish.words.replaceAll('<', '&lt;')) };
  return {
    reply: {
      type: 'ask',
      form: wish.form,
      given: givenOf(walk),
      usage: `Say why: \`/incident runbook ${word} nothing was deployed\`.`,
      asked: idOnly(asked),
    },
  };
}

/** The latest act that can be undone, or the one whose title has the words. */
function undoing({ walk, orders }: IncidentWalk, rest: string): Wanted | { readonly reply: Rendered } {
  const acts = orders.filter(
    ({ what, undoes, status }) => what.type === 'act' && undoes === undefined && status === 'settled',
  );
  const found = acts.findLast(({ step }) => titleOf(walk, step).toLowerCase().includes(rest.toLowerCase()));
  if (!found) return { reply: usage('Nothing that was done in this walk can be undone by Tocsin.') };
  const asked = orders.some(({ undoes, status }) => undoes === found.task && status === 'asked');
  return { type: 'undo', move: asked ? 'approve-undo' : 'undo', step: found.step, attempt: found.attempt };
}

const titleOf = (walk: IncidentWalk['walk'], step: string): string => plannedStep(walk, step)?.title ?? step;

function givenOf({ id, walk }: IncidentWalk): Readonly<Record<string, string>> {
  const step = walk.at ?? '';
  return { walk: id, step, attempt: String(walk.steps[step]?.attempt ?? 0) };
}

/** A form finds its incident by what begins the words, or by the channel. */
const idOnly = (asked: Asked): Asked => ({
  ...asked,
  rest: /^\d{8}-/.test(asked.rest) ? (asked.rest.split(/\s+/)[0] ?? '') : '',
});

function whatWas(word: WalkWord, { walk }: IncidentWalk): string {
  const step = walk.at === undefined ? '' : ` “${outside(titleOf(walk, walk.at), 80)}”`;
  const words: Readonly<Partial<Record<WalkWord, string>>> = {
    done: `You did${step} of`,
    run: `Tocsin looks or acts for${step} of`,
    next: `You went on with${step} of`,
    skip: `You skipped${step} of`,
    failed: `You said that${step} did not work in`,
    note: `You noted it on${step} of`,
    stop: 'You stopped the walk of',
    undo: 'It is being undone for',
  };
  return words[word] ?? `You moved the walk of`;
}
