import { check } from './check/check.ts';
import { citationsOf } from './citations.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Block, Draft, Section, SectionId } from './model.ts';
import { actions } from './sections/actions.ts';
import { sixClocks } from './sections/clocks.ts';
import { detection } from './sections/detection.ts';
import { factors } from './sections/factors.ts';
import { glossary } from './sections/glossary.ts';
import { impactInNumbers } from './sections/impact.ts';
import { lessons } from './sections/lessons.ts';
import { notes } from './sections/notes.ts';
import { particulars } from './sections/particulars.ts';
import { proposals } from './sections/proposals.ts';
import { resolution } from './sections/resolution.ts';
import { response } from './sections/response.ts';
import { similar } from './sections/similar.ts';
import { summary } from './sections/summary.ts';
import { timelineSection } from './sections/timeline.ts';
import { inTheWorkflow } from './sections/workflow.ts';
import { whatMadeItWorse } from './sections/worse.ts';
import type { Sources } from './sources.ts';

/** The sections in the order in which they are read. */
const outline: readonly {
  readonly id: SectionId;
  readonly title: string;
  readonly write: (facts: Facts) => Block[];
}[] = [
  { id: 'summary', title: 'Summary', write: summary },
  { id: 'facts', title: 'Particulars', write: particulars },
  { id: 'clocks', title: 'Six clocks', write: sixClocks },
  { id: 'impact', title: 'Impact', write: impactInNumbers },
  { id: 'workflow', title: 'Where in the workflow', write: inTheWorkflow },
  { id: 'factors', title: 'Trigger and contributing factors', write: factors },
  { id: 'worse', title: 'What made it worse', write: whatMadeItWorse },
  { id: 'detection', title: 'Detection', write: detection },
  { id: 'response', title: 'Response', write: response },
  { id: 'resolution', title: 'Resolution', write: resolution },
  { id: 'timeline', title: 'Timeline', write: timelineSection },
  { id: 'lessons', title: 'Lessons', write: lessons },
  { id: 'actions', title: 'Action items', write: actions },
  { id: 'similar', title: 'Similar incidents', write: similar },
  { id: 'proposals', title: 'Proposed drill and runbook change', write: proposals },
  { id: 'glossary', title: 'Glossary', write: glossary },
  { id: 'notes', title: 'Notes to send', write: notes },
];

/**
 * Drafts a postmortem from what is on record: byte for byte the same for the same sources. It invents nothing: every
 * sentence cites where it is from, what a rule drew from the evidence says so, and what only people can judge is left to
 * them as a question, with the evidence beside it.
 *
 * @throws if the commits do not begin with a declaration
 */
export function draftPostmortem(sources: Sources): Draft {
  const facts = factsOf(sources);
  const { incident, status = 'draft', draftedAt } = sources;
  const sections = outline.map(({ id, title, write }): Section => ({ id, title, blocks: write(facts) }));
  const citations = citationsOf(sections, facts);
  return {
    incident: incident.id,
    title: facts.names.inText(incident.title),
    status,
    draftedAt,
    private: incident.private !== undefined,
    findings: check(sections, { citations, facts }),
    sections,
    citations,
  };
}
