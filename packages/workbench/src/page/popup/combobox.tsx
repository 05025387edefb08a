import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ChoiceList } from './choice-list.tsx';
import { type Choice, matching } from './choices.ts';
import { Popup } from './popup.tsx';

export interface FieldProps {
  /** What it is called when no `<label>` says it. */
  readonly label?: string | undefined;
  readonly id?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly busy?: boolean | undefined;
}

interface ComboboxProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly placeholder: string;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  /** Whether several can be chosen; they stand before the field then. */
  readonly several?: boolean;
  readonly most?: number | undefined;
  /** Whether what was chosen can be taken back. */
  readonly clears?: boolean;
  /** Told what is typed, where the choices follow from it; they are shown as they come then. */
  readonly onType?: (typed: string) => void;
  /** Those chosen that are not among the choices now. */
  readonly held?: readonly Choice[];
}

/**
 * A field that completes while one types. Arrows move, Enter chooses, Escape closes the list and nothing else, Backspace takes
 * back what was chosen: Tab goes on to the next field, not to a button for that.
 */
export function Combobox(props: ComboboxProps): ReactNode {
  const {
    choices,
    placeholder,
    chosen,
    onChange,
    several = false,
    most = Infinity,
    clears = true,
    onType,
    held: kept = [],
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const open = typed !== undefined;
  const found = open ? (onType ? choices : matching(choices, typed)) : [];
  const nameOf = (id: string): string => [...choices, ...kept].find((choice) => choice.id === id)?.label ?? id;
  const single = several ? undefined : chosen[0];

  const show = (text: string): void => {
    setTyped(text);
    onType?.(text);
    const current = text === '' ? matching(choices, '').findIndex(({ id }) => id === single) : 0;
    setActive(Math.max(0, current));
  };
  const choose = ({ id }: Choice): void => {
    if (!several) {
      onChange([id]);
      setTyped(undefined);
    } else if (chosen.includes(id)) onChange(chosen.filter((one) => one !== id));
    else if (chosen.length < most) onChange([...chosen, id]);
    if (several) show('');
  };
  const onKey = (event: KeyboardEvent): void => {
    const held = found[active];
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) show('');
      else if (found.length > 0)
        setActive((before) => (before + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (open && held) choose(held);
      else if (!open) show('');
    } else if (event.key === 'Escape' && open) setTyped(undefined);
    else if ((event.key === 'Backspace' || event.key === 'Delete') && !open && single !== undefined && clears)
      onChange([]);
    else if (event.key === 'Backspace' && several && (typed ?? '') === '' && chosen.length > 0)
      onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      className={`combobox${props.invalid ? ' invalid' : ''}${several ? ' combobox-several' : ''}`}
      aria-busy={props.busy}
    >
      {several &&
        chosen.map((id) => (
          <span key={id} className="token">
            {nameOf(id)}
            <button
              type="button"
              aria-label={`Remove ${nameOf(id)}`}
              onClick={() => {
                onChange(chosen.filter((one) => one !== id));
                input.current?.focus();
              }}
            >
              ✕
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={props.id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${list}-${active}` : undefined}
        placeholder={several && chosen.length > 0 ? '' : placeholder}
        value={typed ?? (single === undefined ? '' : nameOf(single))}
        onChange={(event) => show(event.target.value)}
        onClick={() => (open ? undefined : show(''))}
        onFocus={(event) => event.target.select()}
        onBlur={() => setTyped(undefined)}
        onKeyDown={onKey}
      />
      {clears && single !== undefined && (
        <button type="button" className="combobox-clear" aria-label="Clear" tabIndex={-1} onClick={() => onChange([])}>
          ✕
        </button>
      )}
      <span className="combobox-arrow" aria-hidden="true">
        ▾
      </span>
      {open && (
        <Popup anchor={box} wide onClose={() => setTyped(undefined)}>
          <ChoiceList
            id={list}
            label={props.label ?? placeholder}
            choices={found}
            active={active}
            chosen={chosen}
            several={several}
            onChoose={choose}
          />
        </Popup>
      )}
    </div>
  );
}
