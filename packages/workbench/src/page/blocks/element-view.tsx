import type { ReactNode } from 'react';
import { BoxesView } from './boxes-view.tsx';
import { ButtonView } from './button-view.tsx';
import type { AnyElement } from './element.ts';
import { OfferedView } from './offered-view.tsx';
import { OverflowView } from './overflow-view.tsx';
import { SelectView } from './select-view.tsx';
import { TextInput } from './text-input.tsx';
import { TimeInput } from './time-input.tsx';
import type { ControlProps } from './use-control.tsx';

/** A control of a block, working. */
export function ElementView(props: ControlProps): ReactNode {
  const { element, ...rest } = props;
  switch (element.type) {
    case 'button':
      return <ButtonView button={element} blockId={rest.blockId} />;
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return <SelectView element={element} {...rest} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <BoxesView element={element} {...rest} />;
    case 'overflow':
      return <OverflowView element={element} {...rest} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput element={element} {...rest} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TimeInput element={element} {...rest} />;
    case 'image':
      return <span className="image-alt">{element.alt_text}</span>;
    case 'external_select':
    case 'multi_external_select':
      return <OfferedView element={element} {...rest} />;
    case 'rich_text_input':
    case 'file_input':
    case 'workflow_button':
      return <Unheld element={element} />;
    default:
      return element satisfies never;
  }
}

/** Tocsin uses none of these, and the simulated Slack does not serve them. */
function Unheld({ element }: { readonly element: AnyElement }): ReactNode {
  return <em className="unheld">{element.type.replaceAll('_', ' ')}: this page does not have it</em>;
}
