import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.ts';
import { toTokens, toTyped } from '../composer/mentions.ts';
import { MessageInput } from '../composer/message-input.tsx';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';

interface EditMessageProps {
  readonly message: PageMessage;
  readonly channel: PageChannel;
  readonly onEnd: () => void;
}

/** One's own message, to be written anew. Enter saves, Escape leaves it as it was. */
export function EditMessage({ message, channel, onEnd }: EditMessageProps): ReactNode {
  const directory = useDirectory();
  const tell = useTell();
  const [text, setText] = useState(() => toTyped(message.text, directory));
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  const save = async (): Promise<void> => {
    const line = text.trim();
    if (line === '') return;
    const request = { as: directory.me, channel: channel.id, ts: message.ts, text: toTokens(line, directory) };
    if ((await tell('The message was not changed', ask.edit(request))).ok) onEnd();
  };
  return (
    <form
      className="edit-message"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <MessageInput
        input={input}
        label="Edit message"
        placeholder="Edit message"
        text={text}
        onText={setText}
        onSend={() => void save()}
        members={channel.members}
        onEscape={onEnd}
      />
      <footer>
        <button type="button" className="button" onClick={onEnd}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={text.trim() === ''}>
          Save
        </button>
      </footer>
    </form>
  );
}
