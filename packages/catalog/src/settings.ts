/** Choices that hold for all workflows. */
export interface Settings {
  /**
   * Whether an alarm that no workflow claims opens an incident of its own. With `false` it is only noted. `true` is the
   * safe choice: an alarm someone cared to make is not lost because nobody mapped it.
   */
  readonly openUnmapped: boolean;
  /** How long, ms, all alarms of an incident must be quiet before it counts as recovered: longer than they flap. */
  readonly calmMs: number;
}

export const settings: Settings = { openUnmapped: true, calmMs: 10 * 60_000 };
