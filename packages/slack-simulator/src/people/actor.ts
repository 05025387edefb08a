import { availability } from './availability.ts';
import { moves } from './channels.ts';
import { command } from './command.ts';
import type { Person } from './context.ts';
import { interactions } from './interact.ts';
import { closeView, submitView } from './modal.ts';
import { speech } from './say.ts';
import type { Actor } from './types.ts';

/** Everything a person can do at their client. */
export function actorOf(person: Person): Actor {
  return {
    id: person.user.id,
    command: (line) => command(person, line),
    ...interactions(person),
    submitView: (submission) => submitView(person, submission),
    closeView: (which) => closeView(person, which),
    ...speech(person),
    ...moves(person),
    ...availability(person),
  };
}
