import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PageView } from '../../page-api.ts';
import { Blocks, isBlock } from '../blocks/blocks.tsx';
import { type Field, fieldsIn, problemsIn } from '../blocks/form-problems.ts';
import { SurfaceOf, useActingSurface } from '../blocks/surface.tsx';
import { standing, valueAtFirst } from '../blocks/values.ts';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { ask } from '../state/requests.ts';

interface ModalFormProps {
  readonly me: string;
  readonly view: PageView;
  readonly isTop: boolean;
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

const untouched: Readonly<Record<string, string>> = {};

/** One modal: its blocks, what is wrong with them, and the buttons at its foot. */
export function ModalForm({ me, view, isTop, isFirst, onClose }: ModalFormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState(untouched);
  const [refusal, setRefusal] = useState('');
  const [sending, setSending] = useState(false);
  const fields = useMemo(() => fieldsIn(view.blocks.filter(isBlock)), [view.blocks]);
  const latest = useRef<() => Promise<void>>(undefined);
  const submit = useCallback(() => void latest.current?.(), []);
  const surface = useActingSurface(
    me,
    { viewId: view.id, surface: 'modal' },
    { held: view.held, errors, ...(view.submit === undefined ? {} : { submit }) },
  );

  const valueOf = ({ blockId, actionId, element }: Field) => {
    const put = surface.values[blockId]?.[actionId];
    return put === undefined ? valueAtFirst(element, view.held[blockId]?.[actionId]) : put;
  };
  latest.current = async () => {
    if (sending || view.submit === undefined) return;
    const problems = problemsIn(fields, valueOf);
    setErrors(problems);
    setRefusal('');
    if (Object.keys(problems).length > 0) return;
    setSending(true);
    const values = standing(surface.values, fields);
    const said = await ask.submit({ as: me, viewId: view.id, values });
    setSending(false);
    if (said.errors) setErrors(said.errors);
    if (!said.ok) setRefusal(said.reason ?? 'That did not work; no reason was given.');
  };

  const wanted = fields.find(({ element }) => 'focus_on_load' in element && element.focus_on_load)?.blockId;
  useEffect(() => {
    if (isTop) firstControl(form.current, wanted)?.focus();
  }, [isTop, wanted]);
  useEffect(() => {
    // The app put another content in, and what had the focus is gone with the one before.
    const isLost = !form.current?.closest('dialog')?.contains(document.activeElement);
    if (isTop && isLost) firstControl(form.current, wanted)?.focus();
  }, [view.blocks]);
  useEffect(() => {
    if (errors !== untouched) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);

  return (
    <form
      ref={form}
      className="modal-form"
      hidden={!isTop}
      noValidate
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      <div className="dialog-body">
        {refusal !== '' && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        <SurfaceOf value={surface}>
          <Blocks blocks={view.blocks} />
        </SurfaceOf>
      </div>
      <footer className="dialog-footer">
        <button type="button" className="button" onClick={onClose}>
          <Plain text={view.close ?? (isFirst ? (view.submit === undefined ? 'Close' : 'Cancel') : 'Back')} />
        </button>
        {view.submit !== undefined && (
          <button type="submit" className="button button-primary" aria-busy={sending}>
            <Plain text={view.submit} />
          </button>
        )}
      </footer>
    </form>
  );
}

/** Where the focus goes when a modal opens: where the app wants it, else the first thing to fill in. */
function firstControl(form: HTMLElement | null, block: string | undefined): HTMLElement | null {
  const within = block === undefined ? form : (form?.querySelector(`[data-block="${CSS.escape(block)}"]`) ?? form);
  const first = within?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, button)');
  // Of several that exclude one another the Tab key knows the one that is chosen alone.
  const chosen = first?.matches('[type=radio]')
    ? first.closest('fieldset, [role=radiogroup]')?.querySelector<HTMLElement>(':checked')
    : undefined;
  return (
    chosen ??
    first ??
    within?.querySelector<HTMLElement>('input, textarea') ??
    form?.querySelector<HTMLElement>('.dialog-footer .button-primary, .dialog-footer button') ??
    null
  );
}
