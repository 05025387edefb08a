import type { Entry, Part, PartState } from '@tocsin/incident';

const named = 3;
const words: Readonly<Record<PartState, string>> = {
  failing: 'speaks for',
  recovered: 'saw recover',
  over: 'counts as over',
  left: 'speaks no longer for',
};

/** How incidents came to be spoken for by one, and how they stand, in words. */
export function gatheringStory(
  entry: Extract<Entry, { type: 'incident.gathered' | 'incident.left' | 'parts.told' }>,
): string {
  switch (entry.type) {
    case 'incident.gathered':
      return `let ${entry.gathering.into} speak for it: ${entry.gathering.because}`;
    case 'incident.left':
      return `took it out of ${entry.from}${entry.reason === undefined ? '' : `: ${entry.reason}`}`;
    case 'parts.told':
      return (Object.keys(words) as PartState[])
        .flatMap((state) => {
          const parts = entry.parts.filter((part) => part.state === state);
          return parts.length === 0 ? [] : [`${words[state]} ${namesOf(parts)}`];
        })
        .join('; ');
    default:
      return entry satisfies never;
  }
}

function namesOf(parts: readonly Part[]): string {
  const names = parts
    .slice(0, named)
    .map(({ id, title, step }) => `${title}${step === undefined ? '' : `, ${step}`} (${id})`);
  return parts.length > named ? `${names.join(', ')} and ${parts.length - named} more` : names.join(', ');
}
