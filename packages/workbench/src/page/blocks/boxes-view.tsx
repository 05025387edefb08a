import type { Option } from '@slack/types';
import { type ReactNode, useId } from 'react';
import type { ElementOf } from './element.ts';
import { TextView } from './text-view.tsx';
import { type ControlProps, useControl } from './use-control.tsx';
import { asList } from './values.ts';

/** Boxes to tick, or to pick one of. */
export function BoxesView(props: ControlProps<ElementOf<'checkboxes' | 'radio_buttons'>>): ReactNode {
  const { element, field, label } = props;
  const { value, busy, change, asking } = useControl(props);
  const name = useId();
  const several = element.type === 'checkboxes';
  const chosen = asList(value);
  const turn = (id: string, on: boolean): void => {
    if (!several) return change(id);
    // In the order in which they stand, as Slack has it.
    const offered = element.options.map((option) => option.value ?? '');
    return change(offered.filter((one) => (one === id ? on : chosen.includes(one))));
  };
  return (
    <fieldset
      id={field?.id}
      className="boxes"
      role={several ? 'group' : 'radiogroup'}
      aria-label={field ? undefined : label}
      aria-labelledby={field ? `${field.id}-label` : undefined}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid}
      aria-busy={busy}
    >
      {(element.options as Option[]).map((option) => {
        const id = option.value ?? '';
        return (
          <label key={id} className="box">
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(id)}
              onChange={(event) => turn(id, event.target.checked)}
            />
            <span>
              <TextView text={option.text} />
              {option.description && (
                <small>
                  <TextView text={option.description} />
                </small>
              )}
            </span>
          </label>
        );
      })}
      {asking}
    </fieldset>
  );
}
