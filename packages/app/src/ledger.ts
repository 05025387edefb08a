import type { EffectRecord } from './ports.ts';

/** Names an effect for good; a Slack message carries it as metadata, so that it can be found again. */
export interface EffectRef {
  readonly incident: string;
  readonly effect: string;
}

/** What an effect left behind: enough to update it. */
export interface EffectResult {
  readonly channel?: string;
  readonly name?: string;
  readonly ts?: string;
  readonly canvas?: string;
}

/** `first`: nobody tried before; otherwise an earlier try may have got through and must be looked for. */
export type Claim =
  | { readonly type: 'claimed'; readonly first: boolean; readonly result?: EffectResult }
  | { readonly type: 'held'; readonly until: string };

/** The effect ledger: one item an effect, claimed by condition and lease, recorded when done. */
export interface Ledger {
  /**
   * Claims an effect if it is unclaimed, if its lease ran out, or if it is done with another fingerprint.
   * `token` tells this claim from others.
   */
  claimEffect(claim: EffectRef & { token: string; now: string; lease: string; fingerprint: string }): Promise<Claim>;
  /** Records the outcome; only the holder of the claim can. */
  finishEffect(
    done: EffectRef & {
      token: string;
      fingerprint: string;
      result: EffectResult;
      state: 'done' | 'failed';
      failure?: string;
    },
  ): Promise<void>;
  /** Gives back a claim under which nothing was tried. */
  releaseEffect(claim: EffectRef & { token: string; record: EffectRecord | undefined }): Promise<void>;
}
