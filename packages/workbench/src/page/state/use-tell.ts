import { useCallback } from 'react';
import type { Said } from '../../page-api.ts';
import { useNotices } from '../shell/notices.tsx';

/** Waits for what was asked, and shows a refusal as a notice. Answers whether it was done. */
export function useTell(): (title: string, asked: Promise<Said>) => Promise<Said> {
  const { say } = useNotices();
  return useCallback(
    async (title, asked) => {
      const said = await asked;
      if (!said.ok) say({ id: `told-${title}`, kind: 'trouble', title, text: said.reason ?? 'No reason was given.' });
      return said;
    },
    [say],
  );
}
