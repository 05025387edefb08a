import type { Button } from '@slack/types';
import { type ReactNode, useState } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useSurface } from './surface.tsx';

interface ButtonViewProps {
  readonly button: Button;
  readonly blockId: string;
}

/** A button presses, or opens an address; Slack tells the app of both, and here an address alone is opened. */
export function ButtonView({ button, blockId }: ButtonViewProps): ReactNode {
  const { press } = useSurface();
  const [pressing, setPressing] = useState(false);
  const [asking, setAsking] = useState(false);
  const { text, url, value, style, confirm, action_id: actionId, accessibility_label: label } = button;
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
  const go = async (): Promise<void> => {
    if (pressing || actionId === undefined) return;
    setPressing(true);
    await press({ blockId, actionId }, value);
    setPressing(false);
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
        onClick={() => (confirm ? setAsking(true) : void go())}
      >
        <Plain text={text.text} />
      </button>
      {confirm && asking && (
        <ConfirmDialog
          confirm={confirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) void go();
          }}
        />
      )}
    </>
  );
}
