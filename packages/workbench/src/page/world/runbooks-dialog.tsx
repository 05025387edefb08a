import { type ReactNode, useEffect, useState } from 'react';
import type { PagePreview, PageRunbook } from '../../page-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { Dialog } from '../popup/dialog.tsx';
import { look } from '../state/requests.ts';

/** The runbooks of the catalog as they would be walked: the very messages, before there is an incident to send them to. */
export function RunbooksDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [file, setFile] = useState('');
  const all = useLookedUp(look.runbooks, '');
  const chosen = file === '' ? (all.found?.[0]?.file ?? '') : file;
  const preview = useLookedUp(lookAt, chosen);
  return (
    <Dialog title="Runbooks" className="runbooks" onClose={onClose}>
      <div className="dialog-body">
        <Choose runbooks={all.found ?? []} chosen={chosen} onChoose={setFile} />
        {(all.trouble ?? preview.trouble) !== undefined && <p role="alert">{all.trouble ?? preview.trouble}</p>}
        {preview.found?.steps.map((step) => (
          <PreviewedStep key={step.step} step={step} />
        ))}
      </div>
    </Dialog>
  );
}

interface ChooseProps {
  readonly runbooks: readonly PageRunbook[];
  readonly chosen: string;
  readonly onChoose: (file: string) => void;
}

function Choose({ runbooks, chosen, onChoose }: ChooseProps): ReactNode {
  return (
    <label className="runbook-choice">
      Runbook
      <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {runbooks.map(({ file, title, steps }) => (
          <option key={file} value={file}>
            {title} · {steps} {steps === 1 ? 'step' : 'steps'} · {file}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Nothing can be pressed: there is nobody who would answer. */
function PreviewedStep({
  step: { title, message, outcomes },
}: {
  readonly step: PagePreview['steps'][number];
}): ReactNode {
  return (
    <section aria-label={title} className="previewed-step">
      <fieldset disabled className="previewed-message">
        <Blocks blocks={message.blocks} />
      </fieldset>
      <ul className="outcomes" aria-label={`What can come of ${title}`}>
        {outcomes.map(({ when, said, leads }) => (
          <li key={when}>
            <b>{when}</b>
            {said !== undefined && <small> (say, {said})</small>} → {leads}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LookedUp<Found> {
  readonly found?: Found;
  readonly trouble?: string;
}

/** What was found under a name; the answer to an earlier name is not taken for it. */
function useLookedUp<Found>(find: (name: string) => Promise<Found>, name: string): LookedUp<Found> {
  const [state, setState] = useState<LookedUp<Found>>({});
  useEffect(() => {
    let isWanted = true;
    find(name).then(
      (found) => isWanted && setState({ found }),
      (error: unknown) => isWanted && setState({ trouble: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [find, name]);
  return state;
}

/** None is chosen before it is known which there are. */
const lookAt = (file: string): Promise<PagePreview | undefined> =>
  file === '' ? Promise.resolve(undefined) : look.runbook(file);
