import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly title: ReactNode;
  readonly className?: string;
  /** Escape, and the cross when there is one. */
  readonly onClose: () => void;
  readonly onCross?: () => void;
  readonly cross?: boolean;
  readonly children: ReactNode;
}

/** A real dialog: the browser keeps the focus inside, Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  title,
  className = '',
  onClose,
  onCross = onClose,
  cross = true,
  children,
}: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // A layout effect, because it is undone while the dialog still stands in the page: only then does closing it give the
  // focus back to what had it.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-header">
        <h2 id={heading}>{title}</h2>
        {cross && (
          <button type="button" className="icon-button" aria-label="Close" onClick={onCross}>
            ✕
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}
