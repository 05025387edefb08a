import { type ReactNode, useState } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { Avatar } from '../message/avatar.tsx';
import { authorOf } from '../message/person-name.ts';
import { Combobox } from '../popup/combobox.tsx';
import { Dialog } from '../popup/dialog.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';

interface MembersDialogProps {
  readonly channel: PageChannel;
  readonly onClose: () => void;
}

/** Who is in a channel; whoever is may bring others in. */
export function MembersDialog({ channel, onClose }: MembersDialogProps): ReactNode {
  const { me, people } = useDirectory();
  const [refusal, setRefusal] = useState('');
  const others = people.filter(({ id }) => !channel.members.includes(id));
  const add = async (user: string | undefined): Promise<void> => {
    if (user === undefined) return;
    const { ok, reason = 'No reason was given.' } = await ask.invite({ as: me, channel: channel.id, user });
    setRefusal(ok ? '' : reason);
  };
  return (
    <Dialog title={`Members of #${channel.name}`} onClose={onClose}>
      <div className="dialog-body">
        {channel.member && !channel.archived && others.length > 0 && (
          <Combobox
            label="Add people"
            placeholder="Add people"
            chosen={[]}
            choices={others.map(({ id, name, bot }) => ({
              id,
              label: name,
              sign: '@',
              note: bot ? 'App' : undefined,
            }))}
            onChange={([user]) => void add(user)}
          />
        )}
        {refusal !== '' && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        <ul className="members" aria-label="Members">
          {channel.members.map((id) => {
            const person = authorOf(people, id);
            return (
              <li key={id}>
                <Avatar person={person} />
                <span>{person?.name ?? id}</span>
                {id === me && <small>you</small>}
                {person?.bot && <span className="badge">APP</span>}
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
