import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Choice } from '../popup/choices.ts';
import { Combobox } from '../popup/combobox.tsx';
import { actionOf, type ElementOf, placeholderOf } from './element.ts';
import { useSurface } from './surface.tsx';
import { type ControlProps, useControl } from './use-control.tsx';
import { asList } from './values.ts';

/** Slack waits until somebody pauses before it asks the app. */
const pauseMs = 200;
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const fewestLetters = 3;

/** A menu whose options the app is asked for while somebody types. */
export function OfferedView(props: ControlProps<ElementOf<'external_select' | 'multi_external_select'>>): ReactNode {
  const { element, blockId, field, label, acts } = props;
  const { value, busy, change, asking } = useControl(props);
  const { suggest } = useSurface();
  const [typed, setTyped] = useState<string>();
  const [offered, setOffered] = useState<readonly Choice[]>([]);
  const names = useRef(new Map<string, Choice>());
  const several = element.type === 'multi_external_select';
  const fewest = element.min_query_length ?? fewestLetters;
  const actionId = actionOf(element);

  useEffect(() => {
    if (typed === undefined || typed.length < fewest) return setOffered([]);
    let isLatest = true;
    const pause = setTimeout(
      async () => {
        const options = await suggest({ blockId, actionId }, typed);
        if (!isLatest) return;
        const choices = options.map((one) => ({ id: one.value, label: one.text, note: one.description }));
        for (const choice of choices) names.current.set(choice.id, choice);
        setOffered(choices);
      },
      typed === '' ? 0 : pauseMs,
    );
    return () => {
      isLatest = false;
      clearTimeout(pause);
    };
  }, [typed]);

  const chosen = asList(value);
  // What was chosen keeps its name, though what is typed now finds others.
  const held = chosen
    .flatMap((id) => names.current.get(id) ?? [])
    .filter(({ id }) => !offered.some((one) => one.id === id));
  return (
    <>
      <Combobox
        id={field?.id}
        label={field ? undefined : (label ?? placeholderOf(element, 'Choose'))}
        describedBy={field?.describedBy}
        invalid={field?.invalid}
        busy={busy}
        choices={offered}
        held={held}
        placeholder={placeholderOf(element, several ? 'Type to find some' : 'Type to find one')}
        chosen={chosen}
        several={several}
        most={'max_selected_items' in element ? element.max_selected_items : undefined}
        clears={!acts}
        onType={setTyped}
        onChange={(ids) => change(several ? ids : (ids[0] ?? null))}
      />
      {asking}
    </>
  );
}
