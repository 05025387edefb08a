import type { ReactNode } from 'react';
import type { PageView } from '../../page-api.ts';
import { Plain } from '../mrkdwn/mrkdwn.tsx';
import { Dialog } from '../popup/dialog.tsx';
import { ask } from '../state/requests.ts';
import { useTell } from '../state/use-tell.ts';
import { ModalForm } from './modal-form.tsx';

interface ModalsProps {
  readonly me: string;
  /** Bottom of the stack first. */
  readonly views: readonly PageView[];
}

/**
 * The modals that are open, as one dialog that shows the one on top. Those below keep what was put in. Escape goes back
 * to the one below, the cross closes all of them, as in Slack.
 */
export function Modals({ me, views }: ModalsProps): ReactNode {
  const tell = useTell();
  const top = views.at(-1);
  const [bottom] = views;
  if (top === undefined || bottom === undefined) return null;
  const close = (all: boolean): void =>
    void tell('The dialog could not be closed', ask.close({ as: me, viewId: top.id, all }));
  return (
    <Dialog
      key={`${me} ${bottom.id}`}
      className="modal"
      title={<Plain text={top.title} />}
      onClose={() => close(false)}
      onCross={() => close(views.length > 1)}
    >
      {views.map((view) => (
        <ModalForm
          key={view.id}
          me={me}
          view={view}
          isTop={view === top}
          isFirst={view === bottom}
          onClose={() => close(false)}
        />
      ))}
    </Dialog>
  );
}
