import type { ConfirmationDialog } from '@slack/types';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { TextView } from './blocks.tsx';

interface ConfirmDialogProps {
  readonly confirm: ConfirmationDialog;
  readonly onAnswer: (yes: boolean) => void;
}

/** Asks before a button does what it does. Escape means no; the browser keeps the focus inside and gives it back. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  const title = useId();
  // A layout effect, because it is undone while the dialog still stands in the page: only then does closing it give the
  // focus back to the button that asked.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    yes.current?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <h2 id={title}>
        <Plain text={confirm.title?.text ?? 'Are you sure?'} />
      </h2>
      <div className="confirm-text">
        <TextView text={confirm.text} />
      </div>
      <footer>
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
    </dialog>
  );
}
