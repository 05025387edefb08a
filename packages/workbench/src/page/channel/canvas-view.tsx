import type { ReactNode } from 'react';
import type { PageChannel } from '../../page-api.ts';
import { Markdown } from '../markdown/markdown.tsx';

/** A channel's canvas, to be read. */
export function CanvasView({ canvas }: { readonly canvas: PageChannel['canvas'] }): ReactNode {
  if (canvas === undefined) return null;
  return (
    // The region scrolls, so it takes the keyboard's focus.
    <section className="canvas" tabIndex={0} aria-label={`Canvas: ${canvas.title}`}>
      <h2 className="canvas-title">{canvas.title}</h2>
      <Markdown text={canvas.markdown} />
    </section>
  );
}
