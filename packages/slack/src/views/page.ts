import { type Incident, ownerOf } from '@tocsin/incident';
import { ownersIn, type Workflow } from '@tocsin/workflow';
import { type Choice, field, offered, person, select, words } from './elements.ts';
import { type About, type Form, meant } from './form.ts';

/** What a pager shows. */
const longestReason = 200;
/** Of an option (Block Kit). Nobody reads a longer name; such a team is paged as the owner of what it owns. */
const longestValue = 150;
const inCharge = 'whoever-is-in-charge';

/** Calls somebody: whoever is in charge, a team of the catalog, or a person or a group through whoever is in charge. */
export const page: Form = {
  label: 'Page…',
  title: 'Page somebody',
  submit: 'Page',
  attempt: ({ by }) => ({ type: 'page', by }),
  fields: (about, { reason, team, person: who }) => [
    field({ block: 'team', label: 'Team' }, select(teamChoices(about), { initial: team ?? inCharge })),
    field(
      {
        block: 'person',
        label: 'Or a person',
        hint: 'The pager of whoever is in charge is told to find them.',
        optional: true,
      },
      person({ initial: who, placeholder: 'Nobody in particular' }),
    ),
    field(
      { block: 'group', label: 'Or a user group', optional: true },
      offered('groups', { placeholder: 'No group in particular' }),
    ),
    field(
      { block: 'reason', label: 'Why', optional: true },
      words({ initial: reason, max: longestReason, placeholder: 'the queue does not drain' }),
    ),
  ],
  read(filled, { by }) {
    const who = filled.user('person');
    const group = filled.choice('group');
    const team = filled.choice('team');
    const reason = filled.text('reason');
    const target =
      who !== undefined
        ? ({ type: 'person', person: who } as const)
        : group !== undefined
          ? ({ type: 'group', group } as const)
          : team === undefined || team === inCharge
            ? undefined
            : ({ type: 'team', team } as const);
    return meant({ type: 'page', by, ...(target ? { target } : {}), ...(reason === undefined ? {} : { reason }) });
  },
};

/** Whoever is in charge of what is named, whoever owns what is suspected, then every other team of the catalog. */
function teamChoices({ incident, workflow, workflows }: About): Choice[] {
  const owner = ownerOf(incident, workflow)?.team;
  const suspected = suspectedOwners(incident, workflows).filter(({ team }) => team !== owner);
  const others = ownersIn(workflows).filter(({ team }) => suspected.every((one) => one.team !== team));
  return [
    { value: inCharge, text: `Whoever is in charge${owner === undefined ? '' : `: ${owner}`}` },
    ...suspected.map(({ team, dependency }) => ({
      value: team,
      text: team,
      description: `owns ${dependency}, which is suspected`,
    })),
    ...others.map(({ team }) => ({ value: team, text: team })),
  ].filter(({ value }) => value.length <= longestValue);
}

/** The single suspect comes first; of several, each that has an owner. */
function suspectedOwners({ naming }: Incident, workflows: readonly Workflow[]): { team: string; dependency: string }[] {
  const ranked = [...new Set([naming?.dependency, ...(naming?.suspects ?? []).map(({ dependency }) => dependency)])];
  const needs = workflows.flatMap(({ steps }) => steps).flatMap((step) => step.needs);
  const owned = ranked.flatMap((id) => {
    const found = needs.find(({ dependency }) => dependency.id === id)?.dependency;
    return found?.owner ? [{ team: found.owner.team, dependency: found.title }] : [];
  });
  return owned.filter(({ team }, index) => owned.findIndex((one) => one.team === team) === index);
}
