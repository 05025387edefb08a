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
  const tint = Array.from(person?.id ?? '').reduce(spread, 1) % tints;
  return (
    <span className={`avatar tint-${tint}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** Sets people apart whose ids differ in one character. */
const spread = (sum: number, character: string): number => (sum * 7 + character.charCodeAt(0)) % 997;
