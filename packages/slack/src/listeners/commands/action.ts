import { act, actionsViewOf } from '@tocsin/app';
import { longestAction, type PeopleCommand } from '@tocsin/incident';
import { actionReply, done, type Rendered, refused, usage } from '../../blocks/index.ts';
import { readAction } from '../action-words.ts';
import { dayIn, dueDay } from '../due.ts';
import type { Asked } from '../request.ts';
import { type Ask, given } from '../views/ask.ts';
import type { Change } from './change.ts';
import { addressed } from './which.ts';

/** `/incident action [id] add|list|done|drop|reopen|A1 …`: what is left to do, during an incident and after it. */
export const action: Change = async (world, asked) => {
  const found = await addressed(world, asked);
  if (found.type !== 'incident') return found.reply;
  const { incident, rest } = found;
  if (/^(list)?$/i.test(rest)) return actionReply(actionsViewOf(incident), incident.title);
  const today = dayIn(world.clock.now(), (await world.people.describe(asked.user))?.tz);
  const meant = commandFor(rest, { ...asked, today });
  if ('blocks' in meant || meant.type === 'ask') return meant;
  const outcome = await act(world, {
    incident: incident.id,
    command: meant,
    cause: asked.cause,
    channel: asked.channel,
  });
  if (outcome.type === 'done') return done(saying(meant, outcome.incident.actions?.length), outcome.incident);
  return outcome.code === 'nothing-new' ? undefined : refused(outcome.reason);
};

type ActionCommand = Extract<PeopleCommand, { readonly type: `${string}-action` }>;
type Asking = Asked & { readonly today: string };

function commandFor(rest: string, asking: Asking): ActionCommand | Rendered | Ask {
  const [word = '', ...others] = rest.split(/\s+/);
  const said = others.join(' ');
  const by = { type: 'person', id: asking.user } as const;
  const numbered = numberOf(word);
  if (numbered !== undefined) return ofItem(numbered, said, asking);
  const item = numberOf(others[0]);
  switch (word.toLowerCase()) {
    case 'add': {
      const { text, ...more } = readAction(said, asking);
      if (text === '') return ask(asking, 'action', given(more));
      return { type: 'add-action', by, text: text.slice(0, longestAction), ...more };
    }
    case 'done':
    case 'reopen':
    case 'drop':
    case 'edit':
      return item === undefined ? howTo : ofItem(item, [word, ...others.slice(1)].join(' '), asking);
    default:
      return howTo;
  }
}

/** `A1 done`, `A1 drop <why>`, `A1 @owner`, `A1 due friday`, `A1 due none`. */
function ofItem(action: string, said: string, asking: Asking): ActionCommand | Rendered | Ask {
  const by = { type: 'person', id: asking.user } as const;
  const [verb = '', ...others] = said.split(/\s+/);
  const rest = others.join(' ').slice(0, longestAction);
  switch (verb.toLowerCase()) {
    case 'done':
      return { type: 'finish-action', by, action };
    case 'reopen':
      return { type: 'reopen-action', by, action };
    case 'drop':
      return rest === ''
        ? ask(
            asking,
            'drop-action',
            { item: action },
            `Say why: \`/incident action drop ${action} it cannot happen again\`.`,
          )
        : { type: 'drop-action', by, action, reason: rest };
    case 'edit':
      return ask(asking, 'edit-action', { item: action });
    case 'due':
    case 'by': {
      const due = /^(none|never)$/i.test(rest) ? null : dueDay(rest, asking.today);
      return due === undefined ? notADay : { type: 'change-action', by, action, change: { due } };
    }
    default:
      return changed(action, said, asking);
  }
}

/** Whose it is, until when; words that are neither are what it says from now on. */
function changed(action: string, said: string, asking: Asking): ActionCommand | Rendered {
  const by = { type: 'person', id: asking.user } as const;
  if (/^nobody$/i.test(said)) return { type: 'change-action', by, action, change: { owner: null } };
  const { text, ...more } = readAction(/^me$/i.test(said) ? 'for me' : said, asking);
  const change = { ...(text === '' ? {} : { text: text.slice(0, longestAction) }), ...more };
  return Object.keys(change).length === 0 ? howTo : { type: 'change-action', by, action, change };
}

const ask = (asked: Asked, form: Ask['form'], words: Ask['given'] = {}, usage: string = howToText): Ask => ({
  type: 'ask',
  form,
  given: words,
  usage,
  asked,
});

const numberOf = (word = ''): string | undefined => (/^a\d{1,3}$/i.test(word) ? word.toUpperCase() : undefined);

const howToText =
  'Say what is left to do: `/incident action add raise the limit @alice by friday`. Then `action done A1`, `action A1 @bob`, `action A1 due 2026-12-01`, `action drop A1 <why>`, `action reopen A1`; `action list` shows all.';
const howTo = usage(howToText);
const notADay = usage(
  'Say a day: `/incident action A1 due friday`, `due 2026-12-01`, `due in 2 weeks`; `due none` takes it away.',
);

function saying(command: ActionCommand, count = 0): string {
  switch (command.type) {
    case 'add-action':
      return `You added A${count} to`;
    case 'change-action':
      return `You changed ${command.action} of`;
    case 'finish-action':
      return `You did ${command.action} of`;
    case 'drop-action':
      return `You dropped ${command.action} of`;
    case 'reopen-action':
      return `You reopened ${command.action} of`;
    default:
      return command satisfies never;
  }
}
