import type { ReactNode } from 'react';

interface SidebarLinkProps {
  readonly href: string;
  readonly sign: string;
  readonly picture?: string;
  readonly name: string;
  readonly isOpen: boolean;
  /** How often whoever looks is mentioned in what they have not seen; undefined when they have seen all. */
  readonly unread: number | undefined;
  readonly isPrivate?: boolean;
}

/** A line of the sidebar. */
export function SidebarLink({ href, sign, picture, name, isOpen, unread, isPrivate }: SidebarLinkProps): ReactNode {
  return (
    <li>
      <a
        className={unread === undefined ? 'channel-link' : 'channel-link unread'}
        href={href}
        title={sign === '#' ? `#${name}` : name}
        aria-current={isOpen ? 'page' : undefined}
      >
        {picture !== undefined && <img src={picture} alt="" width="18" height="18" />}
        {picture === undefined && (
          <span className="channel-hash" aria-hidden="true">
            {sign}
          </span>
        )}
        <span className="channel-name">{name}</span>
        {isPrivate && <span className="hidden">private</span>}
        {unread !== undefined && unread > 0 && (
          <span className="mention-count">
            {unread}
            <span className="hidden"> for you,</span>
          </span>
        )}
        {unread !== undefined && (
          <span className="unread-dot">
            <span className="hidden">unread</span>
          </span>
        )}
      </a>
    </li>
  );
}
