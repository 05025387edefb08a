import { aws, type Commit, type Entry, fold, person, tocsin } from '@tocsin/incident';
import {
  type ChannelMessage,
  citedIn,
  draftPostmortem,
  renderCanvas,
  renderHtml,
  renderMarkdown,
  type Sources,
} from '@tocsin/postmortem';
import { type Figure, median, round } from './figure.ts';
import { syntheticWorkflows } from './synthetic-catalog.ts';

const start = Date.UTC(2026, 10, 5, 10);
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();
const people = ['U0ANA00001', 'U0BEN00001', 'U0CEM00001'];

/** What people write in an incident, over and over. */
const said = [
  'looking',
  'tile server 4.2.1 was deployed at 13:58, could it be that?',
  'yes, all tile requests fail with 503 since then',
  'decision: we roll back',
  'ok :+1:',
  'still failing, the rollback is stuck on one node',
  'error rate is dropping, 40% of users are back',
  'here is the graph https://dashboards.example/tiles',
  'running `kubectl rollout undo deploy/tiles`',
  'follow-up: we need to test this against the old cache',
];

const noteAt = (index: number): Entry => {
  const [by, text] = [person(people[index % 3] ?? ''), said[index % said.length] ?? ''];
  return { type: 'note.added', at: at(index * 5), by, text };
};

function alarmAt(index: number, workflow: string): Entry {
  const value = index % 2 === 0 ? 'OK' : 'ALARM';
  const name = `tocsin/bench/${workflow}/step-failing/one`;
  const about = { key: name, name, arn: name, account: '1', region: 'eu-west-1', workflow, step: 'one' };
  const alarm = {
    ...about,
    value,
    at: at(index * 5),
    reason: 'Threshold crossed',
    link: 'https://console.example/a',
    degraded: false,
    fromCanary: true,
  } as const;
  return { type: value === 'OK' ? 'alarm.recovered' : 'alarm.fired', at: at(index * 5), by: aws('CloudWatch'), alarm };
}

/** An incident with so many messages in its channel and so many entries on its timeline. */
export function syntheticRecord({
  messages,
  entries,
}: {
  readonly messages: number;
  readonly entries: number;
}): Sources {
  const [workflow] = syntheticWorkflows(1);
  if (!workflow) throw new Error('the catalog is empty');
  const incident = '20261105-benchbnc';
  const declared: Commit = {
    incident,
    version: 1,
    cause: 'c1',
    recordedAt: at(0),
    entries: [
      {
        type: 'incident.declared',
        at: at(0),
        by: tocsin,
        title: 'Bench',
        severity: 'SEV2',
        key: 'k',
        workflow: workflow.id,
      },
    ],
  };
  // As in a long incident: alarms that flap, and now and then somebody notes something.
  const noted = Array.from({ length: entries - 1 }, (_, index): Commit => {
    const entry = index % 20 === 0 ? noteAt(index) : alarmAt(index, workflow.id);
    return { incident, version: index + 2, cause: `c${index + 2}`, recordedAt: at(index * 5), entries: [entry] };
  });
  const commits = [declared, ...noted];
  const folded = fold(undefined, commits);
  if (!folded) throw new Error('nothing was declared');
  const written = Array.from(
    { length: messages },
    (_, index): ChannelMessage => ({
      ts: `${start / 1_000 + index}.${String(index % 1_000).padStart(6, '0')}`,
      user: people[index % 3] ?? '',
      text: `${said[index % said.length] ?? ''} (${index})`,
      permalink: `https://slack.example/p${index}`,
    }),
  );
  return {
    incident: folded,
    commits,
    workflows: [workflow],
    channel: { messages: written },
    people: { show: 'names', names: Object.fromEntries(people.map((id) => [id, `Person ${id}`])) },
    canaryRuns: [],
    metrics: [],
    past: [],
    runbooks: [],
    draftedAt: at(messages + 60),
  };
}

export interface DraftCost {
  readonly draftMs: number;
  readonly markdownMs: number;
  readonly htmlMs: number;
  readonly canvasMs: number;
  readonly sentences: number;
  readonly canvasCharacters: number;
}

/** What a draft costs, the middle of some rounds. */
export function draftCost(size: { readonly messages: number; readonly entries: number }, rounds = 3): DraftCost {
  const sources = syntheticRecord(size);
  const draft = draftPostmortem(sources);
  const timed = (work: () => unknown): number =>
    median(
      Array.from({ length: rounds }, () => {
        const begun = performance.now();
        work();
        return performance.now() - begun;
      }),
    );
  return {
    draftMs: timed(() => draftPostmortem(sources)),
    markdownMs: timed(() => renderMarkdown(draft)),
    htmlMs: timed(() => renderHtml(draft)),
    canvasMs: timed(() => renderCanvas(draft)),
    sentences: draft.sections.flatMap(({ blocks }) => blocks.flatMap((block) => [...citedIn(block)])).length,
    canvasCharacters: renderCanvas(draft).length,
  };
}

export function postmortemFigures(): Figure[] {
  const small = draftCost({ messages: 10_000, entries: 2_000 });
  const large = draftCost({ messages: 100_000, entries: 20_000 }, 1);
  return [
    {
      name: 'postmortem.draft',
      value: round(small.draftMs, 0),
      unit: 'ms for 10,000 messages and 2,000 entries',
      aim: '≤ 1,000',
      parts: {
        'sentences cited': small.sentences,
        'Markdown, ms': round(small.markdownMs, 0),
        'page, ms': round(small.htmlMs, 0),
        'canvas, ms': round(small.canvasMs, 0),
      },
    },
    {
      name: 'postmortem.growth',
      value: round(large.draftMs / 100, 2),
      unit: 'ms a thousand messages of 100,000, with a fifth as many entries',
      ratio: round(large.draftMs / 100 / (small.draftMs / 10)),
      against: `${round(small.draftMs / 10, 2)} ms a thousand of 10,000`,
      aim: 'about 1',
    },
  ];
}
