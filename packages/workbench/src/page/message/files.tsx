import type { ReactNode } from 'react';
import type { PageFile, PageMessage } from '../../page-api.ts';
import { Outside } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';

/** Files that came with a message. */
export function Files({ files, me }: { readonly files: PageMessage['files']; readonly me: string }): ReactNode {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className="file">
          <span aria-hidden="true">📄</span>
          <FileName file={file} me={me} />
        </li>
      ))}
    </ul>
  );
}

function FileName({ file, me }: { readonly file: PageFile; readonly me: string }): ReactNode {
  if (file.deleted) return <em>This file was deleted.</em>;
  const elsewhere = file.link === undefined ? undefined : safeUrl(file.link);
  const here = `/api/file?as=${encodeURIComponent(me)}&id=${encodeURIComponent(file.id)}`;
  return (
    <span>
      <Outside url={elsewhere ?? here}>{file.title}</Outside>
      <small>{[file.kind, ...(elsewhere === undefined ? [sizeOf(file.size)] : [])].filter(Boolean).join(' · ')}</small>
    </span>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1_024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${Math.round(bytes / 1_024)} kB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;
