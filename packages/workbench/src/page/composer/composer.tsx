import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { ask } from '../state/requests.ts';
import { commands, suggestions } from './commands.ts';

interface ComposerProps {
  readonly me: string;
  readonly channel: PageChannel;
}

/** Where one says something. A line that begins with a slash is a command, as in Slack. */
export function Composer({ me, channel }: ComposerProps): ReactNode {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState('');
  const [sending, setSending] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [hinting, setHinting] = useState(true);
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const hints = hinting ? suggestions(text) : [];

  const type = (next: string): void => {
    setText(next);
    setRefusal('');
    setChosen(-1);
    setHinting(true);
  };
  const take = (line: string): void => {
    const { rest } = commands.find((command) => command.line === line) ?? {};
    type(rest === undefined ? line : `${line} `);
    setHinting(false);
    input.current?.focus();
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === '' || sending) return;
    setSending(true);
    const request = { as: me, channel: channel.id, text: line };
    const said = await (line.startsWith('/') ? ask.command(request) : ask.post(request));
    setSending(false);
    if (said.ok) type('');
    else setRefusal(said.reason ?? 'That did not work; no reason was given.');
  };

  const onKey = (event: KeyboardEvent): void => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const hint = hints[chosen];
    if (event.nativeEvent.isComposing) return;
    if (hints.length > 0 && move !== 0) {
      event.preventDefault();
      setChosen((before) => (Math.max(before, move < 0 ? 0 : -1) + move + hints.length) % hints.length);
    } else if (event.key === 'Escape') {
      setHinting(false);
    } else if (hint && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      take(hint.line);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {hints.length > 0 && (
        <ul className="hints" id={list} role="listbox" aria-label="Commands">
          {hints.map(({ line, rest, does }, index) => (
            <li
              key={line}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === chosen}
              // Before the field loses its focus.
              onMouseDown={(event) => {
                event.preventDefault();
                take(line);
              }}
            >
              <b>{line}</b>
              {rest !== undefined && <i> {rest}</i>}
              <span>{does}</span>
            </li>
          ))}
        </ul>
      )}
      {refusal !== '' && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="composer-box">
        <textarea
          id="composer-input"
          ref={input}
          rows={1}
          value={text}
          placeholder={`Message #${channel.name}, or type /incident`}
          aria-label={`Message #${channel.name}`}
          role="combobox"
          aria-expanded={hints.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 && hints.length > 0 ? `${list}-${chosen}` : undefined}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKey}
          onBlur={() => setHinting(false)}
        />
        <button type="submit" className="send" aria-label="Send" disabled={text.trim() === '' || sending}>
          <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
            <path fill="currentColor" d="M2.500 2.200 18 10 2.500 17.800l1.800-6.500L11 10 4.300 8.700z" />
          </svg>
        </button>
      </div>
      <p className="composer-help">
        <b>Enter</b> sends · <b>Shift+Enter</b> new line
      </p>
    </form>
  );
}
