import { type ReactNode, useId, useState } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { toTokens, toTyped } from '../composer/mentions.ts';
import { Dialog } from '../popup/dialog.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';

interface TopicDialogProps {
  readonly channel: PageChannel;
  readonly onClose: () => void;
}

/** What a channel is about, to be written anew. */
export function TopicDialog({ channel, onClose }: TopicDialogProps): ReactNode {
  const directory = useDirectory();
  const id = useId();
  const [topic, setTopic] = useState(() => toTyped(channel.topic, directory));
  const [refusal, setRefusal] = useState('');
  const save = async (): Promise<void> => {
    const request = { as: directory.me, channel: channel.id, topic: toTokens(topic.trim(), directory) };
    const { ok, reason = 'No reason was given.' } = await ask.topic(request);
    if (ok) onClose();
    else setRefusal(reason);
  };
  return (
    <Dialog title="Edit topic" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="dialog-body">
          <label htmlFor={id} className="hidden">
            Topic
          </label>
          <input
            id={id}
            className="text-input"
            type="text"
            maxLength={250}
            value={topic}
            placeholder="What this channel is about"
            onChange={(event) => setTopic(event.target.value)}
          />
          {refusal !== '' && (
            <p className="refusal" role="alert">
              {refusal}
            </p>
          )}
        </div>
        <footer className="dialog-footer">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary">
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
