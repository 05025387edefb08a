import { type RefObject, type UIEvent, useLayoutEffect, useRef } from 'react';

/** Whoever is closer to the end than this is reading the end. */
const nearEnd = 120;

interface Following {
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly onScroll: (event: UIEvent<HTMLDivElement>) => void;
}

/**
 * Keeps a scrolling region at its end while its reader is there. `urgent` changes when the end is shown come what may;
 * `fromStart`: it is read from its beginning at first.
 */
export function useFollowing(urgent: string | undefined, fromStart = false): Following {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(!fromStart);
  const height = useRef(0);
  useLayoutEffect(() => {
    if (urgent !== undefined) follows.current = true;
  }, [urgent]);
  useLayoutEffect(() => {
    const list = log.current;
    const inside = content.current;
    if (!list || !inside) return;
    // Blocks may grow after they were drawn; new messages make the content grow, too.
    const observer = new ResizeObserver(() => {
      height.current = list.scrollHeight;
      if (follows.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(inside);
    return () => observer.disconnect();
  }, []);
  return {
    log,
    content,
    onScroll: ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
      // When the content has just grown, it moved and not its reader.
      if (scrollHeight === height.current) follows.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    },
  };
}
