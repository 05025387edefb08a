import { type ReactNode, useRef, useState } from 'react';
import type { PageChannel, Said } from '../../page-api.ts';
import { useDirectory } from '../state/names.tsx';
import { ask } from '../state/requests.ts';
import { type Attached, readAttached } from './attached.ts';
import { AttachButton, AttachedFiles } from './attached-files.tsx';
import { toTokens } from './mentions.ts';
import { MessageInput } from './message-input.tsx';
import { ShortcutsMenu } from './shortcuts-menu.tsx';

interface ComposerProps {
  readonly channel: PageChannel;
  /** The thread that it answers in; else it speaks to the channel. */
  readonly thread?: string;
  readonly onUp?: () => void;
  readonly autoFocus?: boolean;
}

const unheard = 'That did not work; no reason was given.';

/** Where one says something. A line that begins with a slash is a command, as in Slack. */
export function Composer({ channel, thread, onUp, autoFocus }: ComposerProps): ReactNode {
  const directory = useDirectory();
  const { me, app } = directory;
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [broadcast, setBroadcast] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [sending, setSending] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const isDm = channel.kind === 'im';
  const to = thread !== undefined ? 'Reply …' : `Message ${isDm ? channel.name : `#${channel.name}`}`;

  const type = (next: string): void => {
    setText(next);
    setRefusal('');
  };
  const deliver = (line: string): Promise<Said> => {
    const place = { as: me, channel: channel.id };
    if (!line.startsWith('/'))
      return ask.post({
        ...place,
        text: toTokens(line, directory),
        ...(files.length === 0 ? {} : { files }),
        ...(thread === undefined ? {} : { thread, broadcast }),
      });
    const [word = ''] = line.split(/\s/, 1);
    if (thread !== undefined) {
      const reason = `${word} does not work in threads. Mention the app instead: @${app.name} ${line.slice(word.length).trim()}`;
      return Promise.resolve({ ok: false, reason });
    }
    const escapes = app.commands.find(({ command }) => command === word)?.escapes ?? false;
    return ask.command({ ...place, text: escapes ? toTokens(line, directory, 'command') : line });
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if ((line === '' && files.length === 0) || sending) return;
    setSending(true);
    const { ok, reason = unheard } = await deliver(line);
    setSending(false);
    if (!ok) return setRefusal(reason);
    type('');
    setFiles([]);
    setBroadcast(false);
  };
  const run = async (callbackId: string): Promise<void> => {
    const { ok, reason = unheard } = await ask.shortcut({ as: me, callbackId });
    if (!ok) setRefusal(reason);
  };
  const attach = async (picked: readonly File[]): Promise<void> => {
    const read = await readAttached(picked);
    setFiles((before) => [...before, ...read]);
    input.current?.focus();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {refusal !== '' && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="composer-box">
        <AttachedFiles files={files} onFiles={setFiles} />
        <MessageInput
          input={input}
          {...(thread === undefined ? { id: 'composer-input' } : {})}
          label={thread === undefined ? to : 'Reply in the thread'}
          placeholder={thread !== undefined || isDm ? to : `${to}, or type /`}
          text={text}
          onText={type}
          onSend={() => void send()}
          members={channel.members}
          onShortcut={thread === undefined ? (callbackId) => void run(callbackId) : undefined}
          onUp={onUp}
          {...(autoFocus === undefined ? {} : { autoFocus })}
        />
        <div className="composer-tools">
          <AttachButton onPick={(picked) => void attach(picked)} />
          {thread === undefined && (
            <ShortcutsMenu
              onShortcut={(callbackId) => void run(callbackId)}
              onCommand={(line) => {
                type(line);
                input.current?.focus();
              }}
            />
          )}
          {thread !== undefined && (
            <label className="broadcast">
              <input type="checkbox" checked={broadcast} onChange={(event) => setBroadcast(event.target.checked)} />
              Also send to {isDm ? 'the conversation' : `#${channel.name}`}
            </label>
          )}
          <button
            type="submit"
            className="send"
            aria-label={thread === undefined ? 'Send' : 'Send reply'}
            disabled={(text.trim() === '' && files.length === 0) || sending}
          >
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
              <path fill="currentColor" d="M2.500 2.200 18 10 2.500 17.800l1.800-6.500L11 10 4.300 8.700z" />
            </svg>
          </button>
        </div>
      </div>
      {thread === undefined && (
        <p className="composer-help">
          <b>Enter</b> sends · <b>Shift+Enter</b> new line · <b>Ctrl+K</b> goes anywhere
        </p>
      )}
    </form>
  );
}
