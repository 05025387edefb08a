import type { ReactNode } from 'react';
import type { PagePerson } from '../../page-api.ts';
import bell from '../bell.svg';

const tints = 6;

/** Initials on a colour that stays a person's own; the bell for bots. */
export function Avatar({ person }: { readonly person: PagePerson | undefined }): ReactNode {
  if (person?.bot) return <img className="avatar" src={bell} alt="" />;
  const name = person?.name ?? '?';
  const initials = name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  const tint = hashOf(person?.id ?? '') % tints;
  return (
    <span className={`avatar tint-${tint}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** FNV-1a, folded: sets apart even ids that differ in one character. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return ((hash >>> 16) ^ (hash & 0xffff)) >>> 3;
}
