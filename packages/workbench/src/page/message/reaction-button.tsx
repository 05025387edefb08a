import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { PageMessage } from '../../page-api.ts';
import { emojis } from '../mrkdwn/emoji.ts';
import { ChoiceList } from '../popup/choice-list.tsx';
import { matching } from '../popup/choices.ts';
import { Popup } from '../popup/popup.tsx';
import { useReact } from './use-react.ts';

/** What people react with during an incident. */
const usual = ['pushpin', 'eyes', 'white_check_mark', '+1', 'raised_hands', 'tada', 'warning', 'x'];

const all = Object.entries(emojis).map(([name, sign]) => ({ id: name, label: name, sign }));

interface ReactionButtonProps {
  readonly message: PageMessage;
  readonly channel: string;
  readonly tabIndex?: number;
  readonly className?: string;
}

/** Opens the emoji to react with: the usual ones, and any other by its name. */
export function ReactionButton({
  message,
  channel,
  tabIndex,
  className = 'icon-button',
}: ReactionButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const react = useReact(message, channel);
  const back = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label="Add reaction"
        title="Add reaction"
        aria-haspopup="dialog"
        aria-expanded={open}
        tabIndex={tabIndex}
        onClick={() => setOpen(!open)}
      >
        ☺
      </button>
      {open && (
        <Popup anchor={button} align="end" onClose={() => setOpen(false)}>
          <Picker
            onBack={back}
            onPick={(name) => {
              back();
              react(name);
            }}
          />
        </Popup>
      )}
    </>
  );
}

function Picker({
  onPick,
  onBack,
}: {
  readonly onPick: (name: string) => void;
  readonly onBack: () => void;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const name = typed.replaceAll(':', '').trim().toLowerCase();
  const found = matching(all, name).slice(0, 40);
  useEffect(() => input.current?.focus(), []);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onBack();
    else if (event.target !== input.current) return;
    else if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setActive((active - 1 + found.length) % Math.max(1, found.length));
    // A workspace has emoji of its own, too: whatever has the form of a name can be asked for.
    else if (event.key === 'Enter' && (found[active] || /^[a-z0-9_+'-]+$/.test(name)))
      onPick(found[active]?.id ?? name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="reaction-picker" role="dialog" tabIndex={-1} aria-label="Choose a reaction" onKeyDown={onKey}>
      <div className="usual">
        {usual.map((one) => (
          <button
            key={one}
            type="button"
            className="icon-button"
            aria-label={one}
            title={`:${one}:`}
            onClick={() => onPick(one)}
          >
            {emojis[one]}
          </button>
        ))}
      </div>
      <input
        ref={input}
        className="text-input"
        type="text"
        role="combobox"
        aria-label="Emoji by name"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
        placeholder="Find an emoji by its name"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
      />
      <ChoiceList id={list} label="Emoji" choices={found} active={active} onChoose={({ id }) => onPick(id)} />
    </div>
  );
}
