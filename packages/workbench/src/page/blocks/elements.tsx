import type { ActionsBlock, Button, SectionBlockAccessory } from '@slack/types';
import { type ReactNode, useState } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { OtherBlock } from './other-block.tsx';
import { usePress } from './use-press.ts';

type AnyElement = ActionsBlock['elements'][number] | SectionBlockAccessory;

export function Actions({ block }: { readonly block: ActionsBlock }): ReactNode {
  return (
    <div className="block-actions">
      {block.elements.map((element, index) => (
        <Element key={element.action_id ?? index} element={element} blockId={block.block_id} />
      ))}
    </div>
  );
}

interface ElementProps {
  readonly element: AnyElement;
  readonly blockId: string | undefined;
}

/** Buttons work. Menus and pickers are drawn but inert: Tocsin's messages hold none, and the routes carry no choice. */
export function Element({ element, blockId }: ElementProps): ReactNode {
  if (element.type === 'button') return <ButtonView button={element} blockId={blockId} />;
  if (element.type === 'image') return <span className="image-alt">{element.alt_text}</span>;
  return (
    <div inert className="inert" title="Menus cannot be used on this page">
      <OtherBlock block={{ type: 'actions', elements: [element as ActionsBlock['elements'][number]] }} />
    </div>
  );
}

function ButtonView({ button, blockId }: { readonly button: Button; readonly blockId: string | undefined }): ReactNode {
  const { pressing, press } = usePress();
  const [asking, setAsking] = useState(false);
  const { text, url, style, confirm, action_id: actionId, accessibility_label: label } = button;
  const look = `button ${style === 'primary' ? 'button-primary' : style === 'danger' ? 'button-danger' : ''}`;

  const opens = url === undefined ? undefined : safeUrl(url);
  if (opens !== undefined)
    return (
      <a className={look} href={opens} target="_blank" rel="noopener noreferrer" aria-label={label}>
        <Plain text={text.text} />
        <span className="button-away" aria-hidden="true">
          ↗
        </span>
      </a>
    );

  // Not `disabled` meanwhile: that would take the focus away from whoever uses the keyboard.
  const go = (): void => {
    if (!pressing) void press({ actionId: actionId ?? '', blockId });
  };
  return (
    <>
      <button
        type="button"
        className={look}
        aria-label={label}
        aria-busy={pressing}
        aria-haspopup={confirm ? 'dialog' : undefined}
        disabled={actionId === undefined}
        onClick={() => (confirm ? setAsking(true) : go())}
      >
        <Plain text={text.text} />
      </button>
      {confirm && asking && (
        <ConfirmDialog
          confirm={confirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) go();
          }}
        />
      )}
    </>
  );
}
