import { Fragment, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Choice } from './choices.ts';

interface ChoiceListProps {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly chosen?: readonly string[];
  readonly several?: boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** What there is to choose from. The focus stays in the field that it belongs to. */
export function ChoiceList({ id, label, choices, active, chosen = [], several, onChoose }: ChoiceListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <ul ref={list} id={id} className="choices" role="listbox" aria-label={label} aria-multiselectable={several}>
      {choices.length === 0 && (
        <li className="choices-none" role="option" aria-selected={false} aria-disabled>
          No matches
        </li>
      )}
      {choices.map((choice, index) => (
        <Fragment key={`${choice.group ?? ''} ${choice.id}`}>
          {choice.group !== undefined && choice.group !== choices[index - 1]?.group && (
            <li className="choices-group" role="presentation">
              {choice.group}
            </li>
          )}
          <li
            id={`${id}-${index}`}
            role="option"
            className="choice"
            aria-selected={chosen.includes(choice.id)}
            data-active={index === active}
            // Before the field loses its focus.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(choice);
            }}
          >
            {choice.sign !== undefined && (
              <span className="choice-sign" aria-hidden="true">
                {choice.sign}
              </span>
            )}
            <span className="choice-label">{choice.label}</span>
            {choice.note !== undefined && <small>{choice.note}</small>}
          </li>
        </Fragment>
      ))}
    </ul>
  );
}
