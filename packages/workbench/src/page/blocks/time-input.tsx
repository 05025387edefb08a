import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { InputValue } from '../../page-api.ts';
import type { ElementOf } from './element.ts';
import { type ControlProps, useControl } from './use-control.tsx';
import { asText } from './values.ts';

type Picker = ElementOf<'datepicker' | 'timepicker' | 'datetimepicker'>;

const kinds = {
  datepicker: { type: 'date', label: 'Date' },
  timepicker: { type: 'time', label: 'Time' },
  datetimepicker: { type: 'datetime-local', label: 'Date and time' },
} as const;

/**
 * A date, a time, or both, in the browser's own picker. While digits are typed each of them makes another date; it is
 * taken when the field is left, when Enter is pressed, or when it was picked by mouse.
 */
export function TimeInput(props: ControlProps<Picker>): ReactNode {
  const { element, field, label } = props;
  const { value, busy, change, asking } = useControl(props);
  const { type, label: kind } = kinds[element.type];
  const shown = toField(element.type, value);
  const [typed, setTyped] = useState(shown);
  const typing = useRef(false);
  useEffect(() => setTyped(shown), [shown]);
  const take = (text: string): void => {
    typing.current = false;
    if (text !== shown) change(fromField(element.type, text));
  };
  return (
    <>
      <input
        id={field?.id}
        className={`time-input${field?.invalid ? ' invalid' : ''}`}
        type={type}
        aria-label={field ? undefined : (label ?? kind)}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid}
        aria-busy={busy}
        value={typed}
        onKeyDown={(event) => {
          typing.current = event.key !== 'Enter';
          if (event.key !== 'Enter') return;
          event.preventDefault();
          take(event.currentTarget.value);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          if (!typing.current) take(event.target.value);
        }}
        onBlur={(event) => take(event.target.value)}
      />
      {asking}
    </>
  );
}

/** Slack has dates and times as the field has them; moments in seconds, which the field shows in local time. */
function toField(type: Picker['type'], value: InputValue): string {
  if (type !== 'datetimepicker' || typeof value !== 'number') return asText(value);
  const at = new Date(value * 1_000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

function fromField(type: Picker['type'], text: string): InputValue {
  if (text === '') return null;
  return type === 'datetimepicker' ? Math.floor(new Date(text).getTime() / 1_000) : text;
}
