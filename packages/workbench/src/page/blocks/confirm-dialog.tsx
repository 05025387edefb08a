import type { ConfirmationDialog } from '@slack/types';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { Dialog } from '../popup/dialog.tsx';
import { TextView } from './text-view.tsx';

interface ConfirmDialogProps {
  readonly confirm: ConfirmationDialog;
  readonly onAnswer: (yes: boolean) => void;
}

/** Asks before a control does what it does. Escape means no. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps): ReactNode {
  const yes = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => yes.current?.focus(), []);
  return (
    <Dialog
      className="confirm"
      title={<Plain text={confirm.title?.text ?? 'Are you sure?'} />}
      cross={false}
      onClose={() => onAnswer(false)}
    >
      <div className="dialog-body">
        <TextView text={confirm.text} />
      </div>
      <footer className="dialog-footer">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          <Plain text={confirm.deny?.text ?? 'Cancel'} />
        </button>
        <button
          type="button"
          className={confirm.style === 'danger' ? 'button button-danger' : 'button button-primary'}
          ref={yes}
          onClick={() => onAnswer(true)}
        >
          <Plain text={confirm.confirm?.text ?? 'Yes'} />
        </button>
      </footer>
    </Dialog>
  );
}
