import { declareIncident } from '@tocsin/app';
import { person } from '@tocsin/incident';
import { declared, refused } from '../../blocks/index.ts';
import { longestTitle } from '../../views/declare.ts';
import type { Asked } from '../request.ts';
import { type Ask, given } from '../views/ask.ts';
import type { Change } from './change.ts';

/** `/incident open [title]`: a form asks how bad it is, where and since when; where none can be opened, a title is enough. */
export const open: Change = (world, asked) =>
  asked.trigger === undefined && asked.rest !== '' && !isDirect(asked) ? declare(world, asked) : askFor(asked);

/** Among other words somebody may begin a sentence with “open”. */
const isDirect = ({ channel }: Asked): boolean => channel.startsWith('D');

const askFor = async (asked: Asked): Promise<Ask> => ({
  type: 'ask',
  form: 'declare',
  given: given(titleIn(asked.rest)),
  usage: 'Say in a few words what is wrong: `/incident declare checkout is slow`.',
  asked,
});

/** Titles seldom begin with “drill” or “private”. */
function titleIn(rest: string): { title: string; drill: string | undefined; private: string | undefined } {
  const [, practised, further = ''] = /^(drill(?:\s+|$))?(.*)$/is.exec(rest) ?? [];
  const [, hidden, words = ''] = /^(private(?:\s+|$))?(.*)$/is.exec(further) ?? [];
  return { title: words.slice(0, longestTitle), drill: practised, private: hidden };
}

/** `/incident declare [private|drill] <title>`: at once, for who has no time for forms. */
export const declare: Change = async (world, from) => {
  const { rest, user, channel, cause } = from;
  if (rest === '') return askFor(from);
  const { title, drill: practised, private: hidden } = titleIn(rest);
  if (title === '') return askFor(from);
  const asked = {
    title,
    private: hidden !== undefined,
    drill: practised !== undefined,
    by: person(user),
    channel,
    cause,
  };
  const outcome = await declareIncident(world, asked);
  if (outcome.type === 'done') return declared(outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};
