import type { KnownBlock } from '@slack/types';
import { lazy, type ReactNode, Suspense } from 'react';

const LibraryBlock = lazy(() => import('./library-block.tsx'));

/** Blocks that Tocsin does not write itself. What draws them is large, so it is loaded when one is first seen. */
export function OtherBlock({ block }: { readonly block: KnownBlock }): ReactNode {
  return (
    <Suspense fallback={<p className="block-waiting">…</p>}>
      <LibraryBlock block={block} />
    </Suspense>
  );
}
