import type { ReactNode } from 'react';
import type { PageState } from '../../page-api.ts';
import { Avatar } from '../message/avatar.tsx';

interface PersonSwitchProps {
  readonly state: PageState;
  readonly me: string;
  readonly onPerson: (id: string) => void;
}

/** Who one is in this tab. Somebody else can be opened in another: what they do shows here at once. */
export function PersonSwitch({ state, me, onPerson }: PersonSwitchProps): ReactNode {
  const people = state.people.filter(({ bot }) => !bot);
  return (
    <fieldset className="people">
      <legend>You are</legend>
      {people.map((person) => (
        <div key={person.id} className="person-line">
          <label className="person">
            <input type="radio" name="me" checked={person.id === me} onChange={() => onPerson(person.id)} />
            <Avatar person={person} />
            <span>{person.name}</span>
          </label>
          {person.id !== me && (
            <a
              className="icon-button person-tab"
              href={`?as=${person.id}`}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={`Be ${person.name} in another tab`}
              title={`Be ${person.name} in another tab`}
            >
              ↗
            </a>
          )}
        </div>
      ))}
    </fieldset>
  );
}
