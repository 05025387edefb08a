/** Fills a date token's format (docs.slack.dev, "Date formatting") for the reader: their zone, their way of writing. */
export function formatDate(format: string, at: Date, now: Date): string {
  const say = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(undefined, options).format(at);
  const near = nearDay(at, now);
  const written: Readonly<Record<string, () => string>> = {
    date_num: () =>
      [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-'),
    date: () => say({ dateStyle: 'long' }),
    date_pretty: () => near ?? say({ dateStyle: 'long' }),
    date_short: () => say({ dateStyle: 'medium' }),
    date_short_pretty: () => near ?? say({ dateStyle: 'medium' }),
    date_long: () => say({ dateStyle: 'full' }),
    date_long_pretty: () => near ?? say({ dateStyle: 'full' }),
    time: () => say({ timeStyle: 'short' }),
    time_secs: () => say({ timeStyle: 'medium' }),
    ago: () => ago(now.getTime() - at.getTime()),
  };
  return format.replace(/\{([a-z_]+)\}/g, (whole, name: string) => written[name]?.() ?? whole);
}

/** How long ago, in as few words as will do; "in 2 min" for what is to come. */
export function ago(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  if (seconds < 2) return 'now';
  const [amount, unit] =
    seconds < 60
      ? [seconds, 's']
      : seconds < 3_600
        ? [Math.floor(seconds / 60), 'min']
        : seconds < 86_400
          ? [Math.floor(seconds / 3_600), 'h']
          : [Math.floor(seconds / 86_400), 'd'];
  return ms < 0 ? `in ${amount} ${unit}` : `${amount} ${unit} ago`;
}

export function nearDay(at: Date, now: Date): 'today' | 'yesterday' | 'tomorrow' | undefined {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // A day with a change of clocks is 23 or 25 hours long.
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  return days === 0 ? 'today' : days === -1 ? 'yesterday' : days === 1 ? 'tomorrow' : undefined;
}
