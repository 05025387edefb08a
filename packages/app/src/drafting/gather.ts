import { type Commit, type Incident, openActions, peopleOf, walksOf } from '@tocsin/incident';
import type { ChannelHistory, KnownRunbook, PastIncident, Sources } from '@tocsin/postmortem';
import type { EffectRecord } from '../ports.ts';
import { nameOf } from '../telling.ts';
import { linkTo } from '../walks/links.ts';
import { entryLinksOf } from './entry-links.ts';
import type { DraftWorld } from './ports.ts';

/** As many as are compared with this one; the most similar of them are shown. */
const pastConsidered = 100;
const aroundMs = 60 * 60_000;
const minuteMs = 60_000;

/** Everything that a draft is made of beside the channel. */
export async function gather(
  world: DraftWorld,
  given: {
    incident: Incident;
    effects: ReadonlyMap<string, EffectRecord>;
    commits: readonly Commit[];
    channel: ChannelHistory;
  },
): Promise<Sources> {
  const { incident, commits, channel } = given;
  const told = commits.filter(({ entries }) => entries.some(({ type }) => !type.startsWith('postmortem.')));
  // The time of what it tells, not of when it was asked for: the same facts give the same draft.
  const draftedAt = told.at(-1)?.recordedAt ?? incident.declared.at;
  const from = new Date(Date.parse(incident.since) - aroundMs).toISOString();
  const over = incident.resolved?.at ?? incident.mitigated?.at ?? draftedAt;
  const to = new Date(Math.max(Date.parse(over), Date.parse(incident.since) + minuteMs) + aroundMs / 2).toISOString();
  const [names, past, metrics, canaryRuns, runbooks] = await Promise.all([
    namesIn(world, incident, channel),
    pastOf(world, incident),
    world.series.read(incident, { from, to }),
    world.canaryRuns.read(incident, { from, to }),
    runbooksOf(world, incident),
  ]);
  return {
    incident,
    commits,
    workflows: world.catalog.workflows,
    channel,
    people: { show: world.showPeople ?? 'names', names },
    canaryRuns,
    metrics,
    past,
    runbooks,
    entryLinks: entryLinksOf(given),
    draftedAt,
    ...(incident.drill ? { drill: incident.title } : {}),
    ...(incident.postmortem ? { status: incident.postmortem.status, authors: authorsOf(incident) } : {}),
  };
}

const authorsOf = ({ postmortem }: Incident): string[] => (postmortem ? [nameOf(postmortem.requested.by)] : []);

/** Of the walks, as they are now: what went otherwise than written becomes a proposal to change them. */
async function runbooksOf({ runbooks, catalog }: DraftWorld, incident: Incident): Promise<KnownRunbook[]> {
  const files = new Set(walksOf(incident).map(({ walk }) => walk.plan.file));
  if (files.size === 0) return [];
  const { runbooks: known, texts } = await runbooks.load();
  return known
    .filter(({ file }) => files.has(file))
    .map((runbook) => {
      const link = linkTo(catalog.workflows, incident, runbook.file);
      return { file: runbook.file, runbook, texts, ...(link === undefined ? {} : { link }) };
    });
}

/** Whoever Slack does not tell in time stands there by id. */
async function namesIn({ people }: DraftWorld, incident: Incident, { messages }: ChannelHistory) {
  const written = messages.flatMap(({ user, text }) => [
    ...(user === undefined ? [] : [user]),
    ...[...text.matchAll(/<@([UW][A-Z0-9]+)/g)].flatMap(([, id]) => id ?? []),
  ]);
  const ids = [...new Set([...peopleOf(incident), ...written])];
  const named = await Promise.all(ids.map(async (id) => [id, (await people.describe(id))?.name] as const));
  return Object.fromEntries(named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]])));
}

/** Those that are over, newest first; private ones are for nobody here to know. */
async function pastOf({ store }: DraftWorld, { id }: Incident): Promise<PastIncident[]> {
  const [left, over] = await Promise.all([
    store.shelf({ shelf: 'left', limit: pastConsidered }),
    store.shelf({ shelf: 'over', limit: pastConsidered }),
  ]);
  return [...left, ...over].filter((past) => past.id !== id && !past.private && !past.merged).map(pastIncident);
}

function pastIncident(past: Incident): PastIncident {
  const { id, title, declared, severity, workflow, naming, alarms } = past;
  return {
    id,
    title,
    at: declared.at,
    severity,
    alarms: Object.values(alarms).map(({ name }) => name),
    open: openActions(past).map(({ text }) => text),
    ...(workflow === undefined ? {} : { workflow }),
    ...(naming?.step === undefined ? {} : { step: naming.step }),
    ...(naming?.dependency === undefined ? {} : { dependency: naming.dependency }),
  };
}
