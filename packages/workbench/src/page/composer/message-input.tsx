import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ChoiceList } from '../popup/choice-list.tsx';
import type { Choice } from '../popup/choices.ts';
import { Popup } from '../popup/popup.tsx';
import { useDirectory } from '../state/names.tsx';
import { completed, completionsAt, usageOf } from './completions.ts';

interface MessageInputProps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly id?: string;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
  readonly members: readonly string[];
  /** Offers commands and shortcuts; called for a shortcut that was taken. */
  readonly onShortcut?: ((callbackId: string) => void) | undefined;
  readonly onEscape?: (() => void) | undefined;
  /** The arrow up in an empty field. */
  readonly onUp?: (() => void) | undefined;
  readonly autoFocus?: boolean;
}

/** Where one writes. People, groups, channels, emoji and commands complete as one types. Enter sends. */
export function MessageInput(props: MessageInputProps): ReactNode {
  const { input, text, onText, onSend, members, onShortcut, onEscape, onUp } = props;
  const directory = useDirectory();
  const list = useId();
  const [caret, setCaret] = useState(0);
  const [offering, setOffering] = useState(false);
  const [moved, setMoved] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const commands = onShortcut !== undefined;
  const offer = offering ? completionsAt(text, caret, { directory, members, commands }) : undefined;
  // A whole line may be a command already, so none is chosen until somebody moves; a name being typed is no name yet.
  const active = moved ?? (offer?.kind === 'command' ? -1 : 0);
  const usage = commands ? usageOf(directory.app, text) : undefined;

  const take = (choice: Choice): void => {
    if (!offer) return;
    const shortcut = /^shortcut:(.+)$/.exec(choice.id)?.[1];
    const head = text.slice(0, offer.from) + (shortcut === undefined ? completed(choice, offer.kind) : '');
    // At once, for setting the text moves the caret to its end, and the next key may come before the next frame.
    flushSync(() => {
      onText(head + text.slice(caret).replace(/^ /, ''));
      setOffering(false);
      setMoved(undefined);
    });
    input.current?.focus();
    input.current?.setSelectionRange(head.length, head.length);
    if (shortcut !== undefined) onShortcut?.(shortcut);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const count = offer?.choices.length ?? 0;
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const choice = offer?.choices[active];
    if (count > 0 && move !== 0) setMoved((Math.max(active, move < 0 ? 0 : -1) + move + count) % count);
    else if (choice && (event.key === 'Enter' || event.key === 'Tab')) take(choice);
    else if (event.key === 'Escape' && offer) setOffering(false);
    else if (event.key === 'Escape' && onEscape) onEscape();
    else if (event.key === 'Enter' && !event.shiftKey) onSend();
    else if (event.key === 'ArrowUp' && text === '' && onUp) onUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={box} className="message-input">
      {offer && (
        <Popup anchor={box} wide onClose={() => setOffering(false)}>
          <ChoiceList id={list} label={offer.label} choices={offer.choices} active={active} onChoose={take} />
        </Popup>
      )}
      <textarea
        id={props.id}
        ref={input}
        rows={1}
        value={text}
        placeholder={props.placeholder}
        aria-label={props.label}
        role="combobox"
        aria-expanded={offer !== undefined}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={offer && active >= 0 ? `${list}-${active}` : undefined}
        autoFocus={props.autoFocus}
        onChange={({ target }) => {
          onText(target.value);
          setCaret(target.selectionStart);
          setOffering(true);
          setMoved(undefined);
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKey}
        onBlur={() => setOffering(false)}
      />
      {usage !== undefined && !offer && <p className="usage">{usage}</p>}
    </div>
  );
}
