import { ownersIn } from '@tocsin/workflow';
import { field, person, select, words } from './elements.ts';
import { type Form, meant } from './form.ts';

/** What a pager shows. */
const longestReason = 200;
/** Of an option (Block Kit). Nobody reads a longer name; such a team is paged as the owner of what it owns. */
const longestValue = 150;
const inCharge = 'whoever-is-in-charge';

/** Calls somebody: whoever is in charge, a team of the catalog, or a person through whoever is in charge. */
export const page: Form = {
  label: 'Page…',
  title: 'Page somebody',
  submit: 'Page',
  attempt: ({ by }) => ({ type: 'page', by }),
  fields: ({ workflows }, { reason, team, person: who }) => [
    field(
      { block: 'team', label: 'Team' },
      select(
        [
          { value: inCharge, text: 'Whoever is in charge of what is named' },
          ...ownersIn(workflows)
            .filter(({ team: name }) => name.length <= longestValue)
            .map(({ team: name }) => ({ value: name, text: name })),
        ],
        { initial: team ?? inCharge },
      ),
    ),
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
      { block: 'reason', label: 'Why', optional: true },
      words({ initial: reason, max: longestReason, placeholder: 'the queue does not drain' }),
    ),
  ],
  read(filled, { by }) {
    const who = filled.user('person');
    const team = filled.choice('team');
    const reason = filled.text('reason');
    const target =
      who !== undefined
        ? ({ type: 'person', person: who } as const)
        : team === undefined || team === inCharge
          ? undefined
          : ({ type: 'team', team } as const);
    return meant({ type: 'page', by, ...(target ? { target } : {}), ...(reason === undefined ? {} : { reason }) });
  },
};
