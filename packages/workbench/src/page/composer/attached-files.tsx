import { type ReactNode, useRef } from 'react';
import type { Attached } from './attached.ts';

interface AttachedFilesProps {
  readonly files: readonly Attached[];
  readonly onFiles: (files: readonly Attached[]) => void;
}

/** What goes with the message, and can be left out again. */
export function AttachedFiles({ files, onFiles }: AttachedFilesProps): ReactNode {
  if (files.length === 0) return null;
  return (
    <ul className="attached" aria-label="Attached files">
      {files.map(({ name }, index) => (
        <li key={`${index} ${name}`} className="token">
          📄 {name}
          <button
            type="button"
            aria-label={`Remove ${name}`}
            onClick={() => onFiles(files.filter((_, at) => at !== index))}
          >
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}

export function AttachButton({ onPick }: { readonly onPick: (files: readonly File[]) => void }): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Attach a file"
        title="Attach a file"
        onClick={() => picker.current?.click()}
      >
        +
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
