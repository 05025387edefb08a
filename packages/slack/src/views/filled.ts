/** What a field holds, as Slack sends it with a submission. */
export interface Held {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_date_time?: number | null;
  readonly selected_date?: string | null;
}

export type Values = Readonly<Record<string, Readonly<Record<string, Held>>>>;

/** What somebody filled in, by field; what they left empty is undefined. */
export interface Filled {
  text(block: string): string | undefined;
  choice(block: string): string | undefined;
  /** Undefined where several were not to be chosen. */
  choices(block: string): readonly string[] | undefined;
  user(block: string): string | undefined;
  /** ISO 8601 UTC. */
  time(block: string): string | undefined;
  /** `2026-12-01` */
  day(block: string): string | undefined;
  ticked(block: string): boolean;
}

export function filledIn(values: Values): Filled {
  const held = (block: string): Held | undefined => Object.values(values[block] ?? {})[0];
  return {
    text: (block) => held(block)?.value?.trim() || undefined,
    choice: (block) => held(block)?.selected_option?.value,
    choices: (block) => held(block)?.selected_options?.map(({ value }) => value),
    user: (block) => held(block)?.selected_user ?? undefined,
    time(block) {
      const seconds = held(block)?.selected_date_time ?? undefined;
      return seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString();
    },
    day: (block) => held(block)?.selected_date ?? undefined,
    ticked: (block) => (held(block)?.selected_options ?? []).length > 0,
  };
}
