import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { PageState } from '../../page-api.ts';
import { ChoiceList } from '../popup/choice-list.tsx';
import { type Choice, matching } from '../popup/choices.ts';
import { Dialog } from '../popup/dialog.tsx';
import { signOf } from '../sidebar/kinds.ts';
import { go, hashOf } from '../state/route.ts';

/** Ctrl+K, or Cmd+K: goes to any channel or to the app by the first letters of its name. */
export function QuickSwitcher({ state }: { readonly state: PageState }): ReactNode {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return open ? <Switcher state={state} onClose={() => setOpen(false)} /> : null;
}

function placesOf({ channels, app }: PageState): readonly Choice[] {
  return [
    ...channels
      .filter(({ kind }) => kind !== 'im')
      .map(({ id, name, kind, archived }) => ({
        id: hashOf.channel(id),
        label: name,
        sign: signOf(kind),
        note: archived ? 'archived' : undefined,
      })),
    { id: hashOf.home, label: app.name, sign: '🔔', note: 'Home' },
    { id: hashOf.appMessages, label: app.name, sign: '🔔', note: 'Messages' },
  ];
}

function Switcher({ state, onClose }: { readonly state: PageState; readonly onClose: () => void }): ReactNode {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const found = matching(placesOf(state), typed).slice(0, 12);
  useEffect(() => input.current?.focus(), []);
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    onClose();
    go(choice.id);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) setActive((active + step + found.length) % found.length);
    else if (event.key === 'Enter') choose(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Go to" className="switcher" cross={false} onClose={onClose}>
      <div className="dialog-body">
        <input
          ref={input}
          className="text-input"
          type="text"
          role="combobox"
          aria-label="Channel or app"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={found.length > 0 ? `${list}-${active}` : undefined}
          placeholder="Channel or app"
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
        />
        <ChoiceList id={list} label="Places" choices={found} active={active} onChoose={choose} />
      </div>
    </Dialog>
  );
}
