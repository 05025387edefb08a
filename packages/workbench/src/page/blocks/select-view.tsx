import { type ReactNode, useEffect } from 'react';
import { Combobox } from '../popup/combobox.tsx';
import { useDirectory } from '../state/names.tsx';
import { choicesOf } from './choices-of.ts';
import { type ElementOf, placeholderOf } from './element.ts';
import { useSurface } from './surface.tsx';
import { type ControlProps, useControl } from './use-control.tsx';
import { asList } from './values.ts';

type Select = ElementOf<'static_select' | 'users_select' | 'channels_select' | 'conversations_select'>;
type MultiSelect = ElementOf<
  'multi_static_select' | 'multi_users_select' | 'multi_channels_select' | 'multi_conversations_select'
>;

/** A menu of options, people or channels; one can be chosen, or several. */
export function SelectView(props: ControlProps<Select | MultiSelect>): ReactNode {
  const { element, field, label, acts } = props;
  const { value, busy, change, put, asking } = useControl(props);
  const directory = useDirectory();
  const { channel } = useSurface();
  const several = element.type.startsWith('multi_');
  const here = 'default_to_current_conversation' in element && element.default_to_current_conversation === true;
  const chosen = asList(value);
  const starts = here && chosen.length === 0 && channel !== '';
  useEffect(() => {
    if (starts) put(several ? [channel] : channel);
    // Once, when it is first drawn: whoever empties it wants it empty.
  }, []);
  return (
    <>
      <Combobox
        id={field?.id}
        label={field ? undefined : (label ?? placeholderOf(element, 'Choose'))}
        describedBy={field?.describedBy}
        invalid={field?.invalid}
        busy={busy}
        choices={choicesOf(element, directory)}
        placeholder={placeholderOf(element, several ? 'Choose some' : 'Choose one')}
        chosen={chosen}
        several={several}
        most={'max_selected_items' in element ? element.max_selected_items : undefined}
        clears={!acts}
        onChange={(ids) => change(several ? ids : (ids[0] ?? null))}
      />
      {asking}
    </>
  );
}
