import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { type ElementOf, placeholderOf } from './element.ts';
import { useSurface } from './surface.tsx';
import { type ControlProps, useControl } from './use-control.tsx';
import { asText } from './values.ts';

type Input = ElementOf<'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input'>;

/** What a keyboard on a phone should look like; the checks are ours, so that errors stand where Slack has them. */
const modes = {
  plain_text_input: undefined,
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const;

/** While somebody types, the app hears of a pause rather than of each letter. */
const pauseMs = 300;

/** A field to write in. Enter sends the form, in a field of one line, or tells the app, if it wants to hear of that. */
export function TextInput(props: ControlProps<Input>): ReactNode {
  const { element, field, label, acts } = props;
  const surface = useSurface();
  const { value, busy, put, send, asking } = useControl(props);
  const text = asText(value);
  const multiline = element.type === 'plain_text_input' && element.multiline === true;
  const most = element.type === 'plain_text_input' ? (element.max_length ?? 3_000) : undefined;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const onEnter = acts && triggers.includes('on_enter_pressed');

  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const type = (next: string): void => {
    put(next);
    if (!acts || !triggers.includes('on_character_entered')) return;
    clearTimeout(pause.current);
    pause.current = setTimeout(() => send(next), pauseMs);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (multiline) return;
    event.preventDefault();
    if (onEnter) send(text);
    else surface.submit?.();
  };

  const common = {
    id: field?.id,
    className: `text-input${field?.invalid ? ' invalid' : ''}`,
    'aria-label': field ? undefined : (label ?? placeholderOf(element, 'Text')),
    'aria-describedby': field?.describedBy,
    'aria-invalid': field?.invalid,
    'aria-busy': busy,
    placeholder: placeholderOf(element, ''),
    maxLength: most,
    value: text,
    onChange: (event: { readonly target: { readonly value: string } }) => type(event.target.value),
    onKeyDown: onKey,
  };
  return (
    <div className="text-field">
      {multiline ? (
        <textarea rows={4} {...common} />
      ) : (
        <input type="text" inputMode={modes[element.type]} autoComplete="off" {...common} />
      )}
      {most !== undefined && text.length > most * 0.8 && <small className="left-over">{most - text.length} left</small>}
      {asking}
    </div>
  );
}
