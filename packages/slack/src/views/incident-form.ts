import type { ModalView } from '@slack/types';
import { field, modal, offered } from './elements.ts';
import type { Filled } from './filled.ts';
import type { About, FormOfAny } from './form.ts';
import { type FormName, formOf } from './forms.ts';
import { type Given, type Meta, metaText } from './meta.ts';

/** A form about an incident, as Slack shows it. */
export function formView(
  name: FormName,
  about: About,
  { given, channel, from }: { readonly given: Given; readonly channel?: string } & Pick<Meta, 'from'>,
): ModalView {
  const { title, submit, fields } = formOf(name);
  return modal({
    form: `form.${name}`,
    title,
    submit,
    meta: metaText({
      incident: about.incident.id,
      ...(channel === undefined ? {} : { channel }),
      ...(from ? { from } : {}),
      ...walkGiven(given),
    }),
    blocks: fields(about, given),
  });
}

const chosenBlock = 'incident';

/** The same with the question which incident it is about, where it is asked for in none's channel. */
export function formOfAnyView(
  { name, form }: { readonly name: string; readonly form: FormOfAny },
  about: Pick<About, 'now' | 'by'>,
  { given, ...meta }: { readonly given: Given } & Pick<Meta, 'channel' | 'from'>,
): ModalView {
  const which = field(
    {
      block: chosenBlock,
      label: 'Which incident?',
      hint: 'Open incidents, newest first. Type part of a title, a channel, a severity or an id.',
    },
    offered('incidents', { placeholder: 'Choose an open incident' }),
  );
  return modal({
    form: `form.${name}`,
    title: form.title,
    submit: form.submit,
    meta: metaText(meta),
    blocks: [which, ...form.fields(about, given)],
  });
}

/** Which incident was chosen; undefined: none. */
export const incidentChosen = (filled: Filled): string | undefined => filled.choice(chosenBlock);

/** Says under the field that it is missing. */
export const noIncidentChosen = { [chosenBlock]: 'Choose the incident.' } as const;

/** Forms about a walk remember where it was when they were opened: what is sent late is then known as such. */
function walkGiven({ walk: id, step, attempt }: Given): Pick<Meta, 'walk'> {
  if (id === undefined) return {};
  return {
    walk: {
      id,
      ...(step === undefined ? {} : { step }),
      ...(attempt === undefined ? {} : { attempt: Number(attempt) || 0 }),
    },
  };
}
