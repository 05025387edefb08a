import { type ReactNode, useId, useState } from 'react';
import { Dialog } from '../popup/dialog.tsx';
import { ask } from '../state/requests.ts';
import { go, hashOf } from '../state/route.ts';

interface CreateChannelProps {
  readonly me: string;
  readonly onClose: () => void;
}

/** Asks for a name, and whether anybody may see the channel. */
export function CreateChannel({ me, onClose }: CreateChannelProps): ReactNode {
  const id = useId();
  const [name, setName] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const [refusal, setRefusal] = useState('');
  const create = async (): Promise<void> => {
    if (name === '') return setRefusal('A channel needs a name.');
    const { ok, reason = 'No reason was given.', channel } = await ask.create({ as: me, name, private: isPrivate });
    if (!ok) return setRefusal(reason);
    onClose();
    if (channel !== undefined) go(hashOf.channel(channel));
  };
  return (
    <Dialog title="Create a channel" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <div className="dialog-body">
          <div className="block-input">
            <label htmlFor={id}>Name</label>
            <input
              id={id}
              className="text-input"
              type="text"
              autoComplete="off"
              maxLength={80}
              placeholder="e.g. team-search"
              value={name}
              // As Slack does while one types.
              onChange={(event) => setName(event.target.value.toLowerCase().replaceAll(' ', '-'))}
            />
            {refusal !== '' && (
              <p className="field-error" role="alert">
                {refusal}
              </p>
            )}
          </div>
          <label className="box">
            <input type="checkbox" checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
            <span>
              Make it private<small>Only its members see it.</small>
            </span>
          </label>
        </div>
        <footer className="dialog-footer">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary">
            Create
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
