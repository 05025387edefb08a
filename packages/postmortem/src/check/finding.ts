import type { SectionId } from '../model.ts';

/** Something that people should look at before the draft is reviewed. */
export interface Finding {
  readonly type:
    | 'missing-section'
    | 'no-source'
    | 'blame'
    | 'hindsight'
    | 'person-as-cause'
    | 'open-question'
    | 'action-without-owner'
    | 'action-without-date'
    | 'contradiction'
    /** What became of wordings by a language model. */
    | 'reworded'
    | 'incomplete';
  readonly section?: SectionId;
  /** What was found, with the words that it is about. */
  readonly words: string;
  readonly suggestion: string;
  /** It stands in a quote, which stays as it was said. */
  readonly quoted?: true;
}
