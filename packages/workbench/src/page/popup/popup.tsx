import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

interface PopupProps {
  /** What it belongs to, and stands below or above of. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly align?: 'start' | 'end';
  /** As wide as its anchor at least. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const gap = 4;
const edge = 8;

/**
 * Something that floats over the page, next to what opened it: menus, lists to choose from. It is in the browser's top
 * layer, so neither scrolling regions nor dialogs cut it off. A press anywhere else closes it.
 */
export function Popup({ anchor, onClose, align = 'start', wide = false, children }: PopupProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const element = popup.current;
    const beside = anchor.current;
    if (!element || !beside) return;
    element.showPopover();
    const place = (): void => {
      const { top, bottom, left, right, width } = beside.getBoundingClientRect();
      if (wide) element.style.minWidth = `${width}px`;
      const below = innerHeight - bottom - gap - edge;
      const above = top - gap - edge;
      const flips = element.scrollHeight > below && above > below;
      element.style.maxHeight = `${Math.max(120, flips ? above : below)}px`;
      const height = Math.min(element.offsetHeight, flips ? above : below);
      element.style.top = `${flips ? top - gap - height : bottom + gap}px`;
      const start = align === 'end' ? right - element.offsetWidth : left;
      element.style.left = `${Math.max(edge, Math.min(start, innerWidth - element.offsetWidth - edge))}px`;
    };
    place();
    const grown = new ResizeObserver(place);
    grown.observe(element);
    const elsewhere = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!element.contains(target) && !beside.contains(target)) close.current();
    };
    document.addEventListener('pointerdown', elsewhere, true);
    addEventListener('resize', place);
    // Capture: what scrolls are regions within the page, whose events do not bubble.
    addEventListener('scroll', place, true);
    return () => {
      grown.disconnect();
      document.removeEventListener('pointerdown', elsewhere, true);
      removeEventListener('resize', place);
      removeEventListener('scroll', place, true);
    };
  }, [anchor, align, wide]);
  return (
    <div ref={popup} className="popup" popover="manual">
      {children}
    </div>
  );
}
