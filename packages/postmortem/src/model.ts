import type { Finding } from './check/finding.ts';
import type { Sourced } from './cite.ts';
import type { Chart, Sequence } from './figures.ts';

/** A part of a sentence. Words of people and systems are apart from ours: they are shown as quotes and never altered. */
export type Inline =
  | { readonly type: 'text' | 'strong' | 'code' | 'quote'; readonly text: string }
  /** A person as the draft shows people: by name, or by role only. */
  | { readonly type: 'person'; readonly name: string }
  /** ISO 8601 UTC. */
  | { readonly type: 'time'; readonly at: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string };
export type Words = readonly Inline[];

export interface Cited {
  readonly sources: Sourced;
}
/** The smallest unit of a draft. `proposed`: drawn from the evidence by a rule, for people to confirm or strike. */
export interface Sentence extends Cited {
  readonly parts: Words;
  readonly proposed?: string;
}
export interface Row extends Cited {
  readonly cells: readonly Words[];
  /** `clock`: one of the six times; `gap`: a stretch of which nothing is known. */
  readonly mark?: 'clock' | 'gap';
}

export type Block =
  | { readonly type: 'paragraph'; readonly sentences: readonly Sentence[] }
  | { readonly type: 'list'; readonly items: readonly Sentence[] }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly Row[] }
  | { readonly type: 'heading'; readonly text: string }
  /** Left for people to judge, with what speaks to it beside it. */
  | { readonly type: 'prompt'; readonly question: string; readonly evidence: readonly Sentence[] }
  | {
      readonly type: 'sequence';
      readonly figure: Sequence;
      /** The same for whatever draws Mermaid. */
      readonly mermaid: string;
      readonly caption: Sentence;
    }
  | { readonly type: 'chart'; readonly figure: Chart; readonly caption: Sentence }
  | { readonly type: 'code'; readonly language: string; readonly text: string; readonly caption: Sentence }
  /** A note to send, as it stands. */
  | { readonly type: 'letter'; readonly sentences: readonly Sentence[] };

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly Block[];
}
export type SectionId =
  | 'summary'
  | 'facts'
  | 'clocks'
  | 'impact'
  | 'workflow'
  | 'factors'
  | 'worse'
  | 'detection'
  | 'response'
  | 'resolution'
  | 'timeline'
  | 'lessons'
  | 'actions'
  | 'similar'
  | 'proposals'
  | 'glossary'
  | 'notes';

export type DraftStatus = 'draft' | 'in review' | 'reviewed' | 'closed';

/** A source as it is shown: a short label that stays the same from draft to draft, what it is, and where to look. */
export interface Citation {
  readonly key: string;
  /** Letters, digits, dots and hyphens alone. */
  readonly label: string;
  readonly words: Words;
  readonly url?: string;
}

/** A postmortem's draft: plain data, the same for the same sources. */
export interface Draft {
  readonly incident: string;
  readonly title: string;
  readonly status: DraftStatus;
  readonly draftedAt: string;
  /** Only some people may know of the incident, so also of its draft. */
  readonly private: boolean;
  readonly findings: readonly Finding[];
  readonly sections: readonly Section[];
  /** Every source that a sentence cites, in the order in which they are first cited. */
  readonly citations: readonly Citation[];
}

/** What of a block is cited: sentences and rows. */
export function citedIn(block: Block): readonly (Sentence | Row)[] {
  switch (block.type) {
    case 'paragraph':
    case 'letter':
      return block.sentences;
    case 'list':
      return block.items;
    case 'table':
      return block.rows;
    case 'prompt':
      return block.evidence;
    case 'sequence':
    case 'chart':
    case 'code':
      return [block.caption];
    case 'heading':
      return [];
    default:
      return block satisfies never;
  }
}

export const wordsIn = (cited: Sentence | Row): Words => ('parts' in cited ? cited.parts : cited.cells.flat());
