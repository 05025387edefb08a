import type { InputBlock } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { ElementView } from './element-view.tsx';
import { useSurface } from './surface.tsx';

/** A field of a form: what it is called, what is put in, a hint, and what is wrong with it. */
export function InputView({ block }: { readonly block: InputBlock }): ReactNode {
  const id = useId();
  const { errors } = useSurface();
  const { label, element, hint, optional = false, dispatch_action: acts = false, block_id: blockId = '' } = block;
  const error = errors[blockId];
  const described = [...(hint ? [`${id}-hint`] : []), ...(error === undefined ? [] : [`${id}-error`])].join(' ');
  return (
    <div className="block-input" data-block={blockId}>
      <label id={`${id}-label`} htmlFor={id}>
        <Plain text={label.text} />
        {optional && <span className="optional"> (optional)</span>}
      </label>
      <ElementView
        element={element}
        blockId={blockId}
        acts={acts}
        field={{ id, describedBy: described === '' ? undefined : described, invalid: error !== undefined }}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          <span aria-hidden="true">⚠ </span>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          <Plain text={hint.text} />
        </p>
      )}
    </div>
  );
}
