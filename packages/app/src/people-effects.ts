import { actionsOf, type Incident, owedBy, ownerOf, type PageTarget, peopleOf, respondersOf } from '@tocsin/incident';
import { type Owner, ownersIn, runbookUrl, stepOf, type Workflow } from '@tocsin/workflow';
import type { Effect } from './effects.ts';
import type { Catalog } from './ports.ts';
import { nameOf } from './telling.ts';
import type { ActionsView, PagedView } from './views.ts';

/** Responders are invited into the channel, each once: whoever leaves it is not called back. */
export const membersOf = (incident: Incident): Effect[] =>
  respondersOf(incident).map((user) => ({ key: `member:${user}`, type: 'member', user }));

/** Whose lists the incident stands in, and until when they owe something. */
export const partsOf = (incident: Incident): Effect[] =>
  peopleOf(incident).map((user) => {
    const owes = owedBy(incident, user);
    return { key: `part:${user}`, type: 'part', user, ...(owes === undefined ? {} : { owes }) };
  });

/** The one message that lists what is left to do; it comes with the first item. */
export function actionListOf(incident: Incident): Effect[] {
  if (actionsOf(incident).length === 0) return [];
  return [{ key: 'actions', type: 'message', to: 'channel', view: actionsViewOf(incident) }];
}

export function actionsViewOf(incident: Incident): ActionsView {
  return {
    type: 'actions',
    incident: incident.id,
    items: actionsOf(incident).map(({ added: _, ended, ...item }) => ({
      ...item,
      ...(ended ? { ended: { at: ended.at, by: nameOf(ended.by), ...dropped(ended) } } : {}),
    })),
  };
}

const dropped = ({ dropped: why }: { readonly dropped?: string }) => (why === undefined ? {} : { dropped: why });

/** What people asked to be paged, each as often as it takes to get through and no more. */
export function requestedPagesOf(incident: Incident, { workflows }: Catalog): Effect[] {
  const workflow = workflows.find(({ id }) => id === incident.workflow);
  return (incident.pages ?? []).map(({ number, target, reason }) => {
    const owner = ownerPaged(target, { incident, workflow, workflows });
    const step = workflow && stepOf(workflow, incident.naming?.step ?? '');
    const runbook = workflow && runbookUrl(workflow, step?.runbook);
    const about = `${incident.severity} ${incident.title}: ${reason ?? 'a responder asks for help'}`;
    // Whoever is woken reads this first, and often nothing else.
    const subject = incident.drill ? `DRILL, nothing is broken: ${about}` : about;
    const text = [
      ...(incident.drill ? ['This is a drill: nothing is broken, and it can wait until you are awake.'] : []),
      `${incident.severity}: ${incident.title}${step ? `, step ${step.id}` : ''}.`,
      `A responder asks for ${whomInWords(target, owner)}${reason === undefined ? '.' : `: ${reason}`}`,
      ...(incident.channel ? [`Channel #${incident.channel.name}.`] : []),
      `Since ${incident.since}. Incident ${incident.id}.`,
      ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
    ].join('\n');
    return { key: `page:${number}`, type: 'page', target: owner?.pager, subject, text };
  });
}

/** Says who was paged by whom; a pager that does not answer is tried again, and until then this says so. */
export function pagedNoticesOf(incident: Incident, { workflows }: Catalog, done: (key: string) => boolean): Effect[] {
  const workflow = workflows.find(({ id }) => id === incident.workflow);
  return (incident.pages ?? []).map(({ number, by, at, target, reason }) => {
    const team = ownerPaged(target, { incident, workflow, workflows })?.team;
    const view: PagedView = {
      type: 'paged',
      at,
      by: nameOf(by),
      ...(team === undefined ? {} : { team }),
      ...(target?.type === 'person' ? { person: target.person } : {}),
      ...(target?.type === 'group' ? { group: target.group } : {}),
      ...(reason === undefined ? {} : { reason }),
      state: done(`page:${number}`) ? 'sent' : 'retrying',
    };
    return { key: `paged:${number}`, type: 'message', to: 'channel', view };
  });
}

/** Whose pager calls; nobody's when only the default topic is left. A person is reached through whoever is in charge. */
function ownerPaged(
  target: PageTarget | undefined,
  {
    incident,
    workflow,
    workflows,
  }: { incident: Incident; workflow: Workflow | undefined; workflows: readonly Workflow[] },
): Owner | undefined {
  switch (target?.type) {
    case 'team':
      return ownersIn(workflows).find(({ team }) => team === target.team);
    case 'group':
      return ownersIn(workflows).find(({ userGroup }) => userGroup === target.group);
    default:
      return ownerOf(incident, workflow);
  }
}

function whomInWords(target: PageTarget | undefined, owner: Owner | undefined): string {
  if (target?.type === 'person') return `the Slack user ${target.person}, whose pager Tocsin does not know`;
  return owner ? `${owner.team}` : 'whoever is on call';
}
