import type { ModalView } from '@slack/types';
import { modal } from './elements.ts';
import type { About } from './form.ts';
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
