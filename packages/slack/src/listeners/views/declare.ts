import { declareIncident, openIncidentOf } from '@tocsin/app';
import { person, problemOfBeginning } from '@tocsin/incident';
import { declared, refused } from '../../blocks/index.ts';
import { type OpenView, updateView } from '../../modals.ts';
import { declarationOf, declareView, type OpenAlready } from '../../views/declare.ts';
import { type Filled, filledIn } from '../../views/filled.ts';
import { type Meta, parseMeta, quotedIn } from '../../views/meta.ts';
import { notice, withRefusal } from '../../views/notice.ts';
import { severityOf } from '../../views/severity-choices.ts';
import type { SlackWorld } from '../../world.ts';
import type { Around } from './open.ts';
import type { Submission } from './submit.ts';
import type { ViewAnswer } from './view-answer.ts';

interface Declared {
  readonly filled: Filled;
  readonly meta: Meta;
  readonly user: string;
  readonly stranger: boolean;
  readonly cause: string;
  readonly view: Submission['view'];
}

/**
 * Declares what was filled in. Where the workflow has an open incident, that one is offered first: two channels for one
 * trouble cost more than one question.
 */
export async function submitDeclaration(
  world: SlackWorld,
  { filled, meta, user, stranger, cause, view }: Declared,
): Promise<ViewAnswer> {
  const said = declarationOf(filled);
  const now = world.clock.now().toISOString();
  const { title, workflow, step, summary, since } = said;
  const severity = severityOf(said['severity']);
  if (title === undefined) return { response_action: 'errors', errors: { title: 'Say in a few words what is wrong.' } };
  if (said['severity'] !== undefined && severity === undefined)
    return { response_action: 'errors', errors: { severity: 'Choose one of these.' } };
  const problem = since === undefined ? undefined : problemOfBeginning(since, now);
  if (problem !== undefined) return { response_action: 'errors', errors: { since: `${sentence(problem)}.` } };
  const existing = await openAlready(world, workflow, user);
  if (existing && meta.told !== existing.id)
    return {
      response_action: 'update',
      view: declareView({ ...world.catalog, now }, { given: said, meta, existing }),
    };
  const outcome = await declareIncident(world, {
    title,
    by: person(user),
    channel: meta.channel,
    stranger,
    cause,
    private: said['private'] !== undefined,
    drill: said['drill'] !== undefined,
    ...(severity === undefined ? {} : { severity }),
    ...(workflow === undefined ? {} : { workflow }),
    ...(step === undefined ? {} : { step }),
    ...(summary === undefined ? {} : { summary }),
    ...(since === undefined || !isEarlier(since, now) ? {} : { since }),
    ...(meta.from ? { from: quotedIn(meta.from) } : {}),
  });
  if (outcome.type === 'done')
    return { response_action: 'update', view: notice('Declared', declared(outcome.incident)) };
  if (outcome.code === 'nothing-new') return undefined;
  return { response_action: 'update', view: withRefusal(view, refused(outcome.reason)) };
}

/** Another workflow was chosen: its steps are offered, and the open incident that it has. What was typed stays. */
export async function workflowChosen(
  { world: make, slack }: Around,
  { view, user }: { readonly view: Submission['view'] & OpenView; readonly user: string },
): Promise<void> {
  const world = await make();
  const said = declarationOf(filledIn(view.state.values));
  const existing = await openAlready(world, said['workflow'], user);
  const { told: _, ...meta } = parseMeta(view.private_metadata);
  const now = world.clock.now().toISOString();
  const next = declareView({ ...world.catalog, now }, { given: said, meta, ...(existing ? { existing } : {}) });
  await updateView(slack, { id: view.id, hash: view.hash, view: next });
}

async function openAlready(
  world: SlackWorld,
  workflow: string | undefined,
  user: string,
): Promise<OpenAlready | undefined> {
  const incident = workflow === undefined ? undefined : await openIncidentOf(world, workflow, { user });
  if (!incident) return undefined;
  const { id, title, channel } = incident;
  return { id, title, ...(channel ? { channel: channel.id } : {}) };
}

/** The picker knows minutes alone; one that was left at “now” says nothing of its own. */
const isEarlier = (since: string, now: string): boolean => Date.parse(now) - Date.parse(since) > 5 * 60_000;

const sentence = (reason: string): string => `${reason[0]?.toUpperCase()}${reason.slice(1)}`;
