import type { RunbookOfferView } from '@tocsin/app';
import { actionIds } from '../../action-ids.ts';
import { bookRefText, formRefText } from '../../ref-text.ts';
import { actions, button, limits, linkButton, type Rendered, section } from '../elements.ts';
import { bold, cut, outside } from '../text.ts';

/** An offer to walk through the runbook that fits, why it does, and what else can be done. */
export function runbookOffer({ incident, offered, reason, others, recovered, over }: RunbookOfferView): Rendered {
  const why = outside(reason, 400);
  if (!offered) {
    const words = `📖 ${why.charAt(0).toUpperCase()}${why.slice(1)}.\nNote the steps that you take: they become the first draft of one.`;
    const note = button('Note a step…', { action: `${actionIds.form}.note`, value: incident });
    const pick = button('Pick a runbook…', { action: `${actionIds.form}.runbook`, value: formRefText({ incident }) });
    return rendered(words, over ? [] : [note, pick]);
  }
  const { title, steps, url, owner, lastReviewed, file } = offered;
  const facts = [
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    ...(owner === undefined ? [] : [`kept by ${outside(owner, 60)}`]),
    ...(lastReviewed === undefined ? [] : [`reviewed ${outside(lastReviewed, 20)}`]),
  ];
  const well = recovered ? 'Nothing fails any more; start it only if something is left to mend.\n' : '';
  const words = `📖 ${well}Runbook: ${bold(outside(title, 150))}, because it is ${why}.\n${facts.join(' · ')}`;
  const pick = others > 0 ? `Pick another (${others} more)…` : 'Pick another…';
  return rendered(
    words,
    over
      ? []
      : [
          button('Start', {
            action: `${actionIds.walk}.begin`,
            value: bookRefText({ incident, file }),
            ...(recovered ? {} : { style: 'primary' }),
          }),
          button(pick, { action: `${actionIds.form}.runbook`, value: formRefText({ incident }) }),
          ...linkButton('Read it', { action: `${actionIds.open}.runbook`, url }),
        ],
  );
}

const rendered = (words: string, buttons: Parameters<typeof actions>[1]): Rendered => ({
  text: cut(words.replaceAll('*', ''), limits.fallback),
  blocks: [section(words), ...actions('runbook', buttons)],
});
