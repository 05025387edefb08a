import type { PageHappening } from './page-api.ts';

/** What happened behind Slack, in the order it happened: the page's feed and the transcript of `--once`. */
export interface Story {
  readonly happenings: readonly PageHappening[];
  tell(kind: PageHappening['kind'], text: string, at?: Date): void;
  /** Calls back after each happening; returns what ends it. */
  onTold(listener: (happening: PageHappening) => void): () => void;
}

/** Enough for an afternoon of breaking things. */
const kept = 500;

export function createStory(now: () => Date): Story {
  const happenings: PageHappening[] = [];
  const listeners = new Set<(happening: PageHappening) => void>();
  return {
    happenings,
    tell(kind, text, at = now()) {
      const happening = { at: at.toISOString(), kind, text };
      happenings.push(happening);
      if (happenings.length > kept) happenings.shift();
      for (const listener of listeners) listener(happening);
    },
    onTold(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
