import { type ReactNode, useState } from 'react';
import type { InputValue } from '../../page-api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type AnyElement, actionOf, confirmOf } from './element.ts';
import { useSurface } from './surface.tsx';
import { valueAtFirst } from './values.ts';

export interface ControlProps<Element extends AnyElement = AnyElement> {
  readonly element: Element;
  readonly blockId: string;
  /** Whether a change is sent at once. In an input block it waits for the form, unless the app wants to hear of it. */
  readonly acts: boolean;
  /** Of the input block around it. */
  readonly field?: {
    readonly id: string;
    readonly describedBy: string | undefined;
    readonly invalid: boolean;
  };
  readonly label?: string;
}

export interface Control {
  readonly value: InputValue;
  readonly busy: boolean;
  /** Puts a value in; sends it if changes are sent, after asking if the app wants that. */
  readonly change: (value: InputValue) => void;
  /** Puts it in and sends nothing. */
  readonly put: (value: InputValue) => void;
  readonly send: (value: InputValue) => void;
  /** The question that stands open. */
  readonly asking: ReactNode;
}

export function useControl({ element, blockId, acts }: ControlProps): Control {
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState<{ readonly value: InputValue }>();
  const ids = { blockId, actionId: actionOf(element) };
  const put = (value: InputValue): void => surface.put(ids, value);
  const sendNow = async (value: InputValue): Promise<void> => {
    setBusy(true);
    await surface.choose(ids, value);
    setBusy(false);
  };
  const confirm = confirmOf(element);
  const send = (value: InputValue): void => (confirm ? setWaiting({ value }) : void sendNow(value));
  const kept = surface.values[blockId]?.[ids.actionId];
  return {
    value: kept === undefined ? valueAtFirst(element, surface.held[blockId]?.[ids.actionId]) : kept,
    busy,
    change: acts ? send : put,
    put,
    send,
    asking: confirm && waiting && (
      <ConfirmDialog
        confirm={confirm}
        onAnswer={(yes) => {
          setWaiting(undefined);
          if (yes) void sendNow(waiting.value);
        }}
      />
    ),
  };
}
