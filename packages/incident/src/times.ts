/** So many minutes after a time, ISO 8601 UTC. */
export const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** The latest of some times; those that are not there do not count. */
export const latest = (first: string, ...others: readonly (string | undefined)[]): string =>
  others.reduce<string>((last, at) => (at !== undefined && at > last ? at : last), first);
