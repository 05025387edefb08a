import type { KnownBlock, ModalView } from '@slack/types';
import { inOrder, type Settings, type Workflow } from '@tocsin/workflow';
import { actionIds } from '../action-ids.ts';
import { actions, button, context, section } from '../blocks/elements.ts';
import { bold, channel as channelLink, link, outside } from '../blocks/text.ts';
import { field, modal, radios, select, tick, time, words } from './elements.ts';
import type { Filled } from './filled.ts';
import { type Given, type Meta, metaText } from './meta.ts';
import { severityChoices } from './severity-choices.ts';

export const longestTitle = 200;
const noWorkflow = '-';
const usualSeverity = 'SEV2';
export const workflowAction = `${actionIds.field}.declare.workflow`;

/** An open incident of the same workflow, which may be the same trouble. */
export interface OpenAlready {
  readonly id: string;
  readonly title: string;
  readonly channel?: string;
}

interface Needs {
  readonly workflows: readonly Workflow[];
  readonly settings: Settings;
  readonly now: string;
}

/** Somebody saw trouble: what, how bad, since when, and where in which workflow if they know. */
export function declareView(
  { workflows, settings, now }: Needs,
  { given, meta, existing }: { readonly given: Given; readonly meta: Meta; readonly existing?: OpenAlready },
): ModalView {
  const workflow = workflows.find(({ id }) => id === given['workflow']);
  const told: Meta = existing ? { ...meta, told: existing.id } : meta;
  return modal({
    form: 'form.declare',
    title: 'Declare an incident',
    submit: existing ? 'Declare anyway' : 'Declare',
    meta: metaText(told),
    blocks: [
      ...(existing && workflow ? joinInstead(existing, workflow) : []),
      field(
        { block: 'title', label: 'What is wrong' },
        words({ initial: given['title'], max: longestTitle, placeholder: 'Checkout is slow' }),
      ),
      field(
        { block: 'severity', label: 'How bad is it?' },
        radios(severityChoices(settings), { initial: given['severity'] ?? usualSeverity }),
      ),
      field(
        { block: 'workflow', label: 'Workflow', hint: 'Its owner is paged, unless it is a drill, and invited.' },
        select(workflowChoices(workflows), { initial: workflow?.id ?? noWorkflow, action: workflowAction }),
        { dispatch: true },
      ),
      ...(workflow ? [stepField(workflow)] : []),
      field(
        { block: 'summary', label: 'What is known', optional: true },
        words({ initial: given['summary'], multiline: true, max: 2_000 }),
      ),
      ...(meta.from ? [quoted(meta.from)] : []),
      field({ block: 'since', label: 'Since when' }, time(given['since'] ?? now)),
      field(
        { block: 'drill', label: 'Is it real?', optional: true },
        tick(
          { value: 'drill', text: 'Drill', description: 'nobody is paged, and what runbooks do is only rehearsed' },
          { ticked: given['drill'] !== undefined },
        ),
      ),
      field(
        { block: 'private', label: 'Who may see it', optional: true },
        tick(
          { value: 'private', text: 'Private', description: 'only who is invited sees the incident and its channel' },
          { ticked: given['private'] !== undefined },
        ),
      ),
    ],
  });
}

/** What was filled in, by field; what was left as “none” is left out. */
export function declarationOf(filled: Filled): Given {
  const workflow = filled.choice('workflow');
  const known = workflow === undefined || workflow === noWorkflow ? undefined : workflow;
  const all = {
    title: filled.text('title'),
    severity: filled.choice('severity'),
    workflow: known,
    step: known === undefined ? undefined : filled.choice(stepBlock(known)),
    summary: filled.text('summary'),
    since: filled.time('since'),
    drill: filled.ticked('drill') ? 'yes' : undefined,
    private: filled.ticked('private') ? 'yes' : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const workflowChoices = (workflows: readonly Workflow[]) => [
  { value: noWorkflow, text: 'None of these' },
  ...workflows.map(({ id, title }) => ({ value: id, text: title })),
];

/** Of its own for each workflow: what was chosen for one means nothing to another. */
const stepBlock = (workflow: string): string => `step.${workflow}`;

const stepField = ({ id, steps }: Workflow): KnownBlock =>
  field(
    { block: stepBlock(id), label: 'Which step broke', hint: 'Leave it open if you do not know.', optional: true },
    select(
      inOrder(steps).map((step) => ({ value: step.id, text: step.title })),
      { placeholder: 'Not known yet' },
    ),
  );

function joinInstead({ id, title, channel }: OpenAlready, workflow: Workflow): KnownBlock[] {
  const where = channel === undefined ? '' : ` in ${channelLink(channel)}`;
  return [
    section(
      `⚠️ *${outside(workflow.title, 60)}* has an open incident already: ${bold(outside(title, 150))}${where}. If it is the same trouble, join it; if not, declare another.`,
    ),
    ...actions('join', [button('Join that one', { action: `${actionIds.do}.join`, value: id, style: 'primary' })]),
  ];
}

function quoted({ link: url, by }: NonNullable<Meta['from']>): KnownBlock {
  const author = by === undefined ? '' : ` of <@${by}>`;
  return context(`It will link to ${link(url, 'the message')}${author}.`);
}
