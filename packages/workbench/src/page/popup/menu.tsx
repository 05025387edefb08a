import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Popup } from './popup.tsx';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly danger?: boolean;
  /** Starts a new part of the menu. */
  readonly apart?: boolean;
  readonly href?: string;
  readonly act?: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
  readonly className?: string;
  readonly align?: 'start' | 'end';
  readonly busy?: boolean;
  readonly tabIndex?: number;
  readonly onOpen?: (open: boolean) => void;
}

/** A button and the menu it opens. Arrows move, Enter chooses, Escape goes back to the button. */
export function MenuButton({
  label,
  items,
  children,
  className = 'icon-button',
  align = 'end',
  busy = false,
  tabIndex,
  onOpen,
}: MenuProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const turn = (next: boolean): void => {
    setOpen(next);
    onOpen?.(next);
  };
  const back = (): void => {
    turn(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        tabIndex={tabIndex}
        onClick={() => turn(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return;
          event.preventDefault();
          turn(true);
        }}
      >
        {children}
      </button>
      {open && (
        <Popup anchor={button} align={align} onClose={() => turn(false)}>
          <Items label={label} items={items} onBack={back} />
        </Popup>
      )}
    </>
  );
}

interface ItemsProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onBack: () => void;
}

function Items({ label, items, onBack }: ItemsProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  // Once the popup is shown: what is not cannot take the focus.
  useEffect(() => menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), []);
  const move = (event: KeyboardEvent): void => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onBack();
    else if (next !== undefined) all[next]?.focus();
    if (event.key === 'Escape' || next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <div ref={menu} className="menu" role="menu" tabIndex={-1} aria-label={label} onKeyDown={move}>
      {items.map(({ key, label: text, note, danger, apart, href, act }) => {
        const look = `menu-item${danger ? ' menu-danger' : ''}${apart ? ' menu-apart' : ''}`;
        const inside = (
          <>
            <span>{text}</span>
            {note !== undefined && <small>{note}</small>}
          </>
        );
        if (href !== undefined)
          return (
            <a
              key={key}
              className={look}
              role="menuitem"
              tabIndex={-1}
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              onClick={() => {
                onBack();
                act?.();
              }}
            >
              {inside}
            </a>
          );
        return (
          <button
            key={key}
            type="button"
            className={look}
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              onBack();
              act?.();
            }}
          >
            {inside}
          </button>
        );
      })}
    </div>
  );
}
