import { draftPostmortem, regenerate, renderMarkdown, renderOffers } from '@tocsin/postmortem';
import { describe, expect, it } from 'vitest';
import { sourcesOf } from './case.ts';
import { tiles } from './cases/tiles.ts';

const base = renderMarkdown(draftPostmortem(sourcesOf(tiles)));
const later = {
  ...tiles,
  messages: [...tiles.messages, ['14:45:00', 'U0BEN00001', 'decision: we keep 4.2.0 for a week'] as const],
};
const fresh = renderMarkdown(draftPostmortem(sourcesOf(later)));

const question = '**For people to answer:** What went well?';
const answered = base.replace(question, `${question}\n\nThe canary named the step before anybody looked.`);

describe('a draft that is made again', () => {
  it('adds what is new to a document in which people wrote something else', () => {
    const { text, offers, taken } = regenerate({ base, edited: answered, fresh });
    expect(text).toContain('The canary named the step before anybody looked.');
    expect(text).toContain('we keep 4.2.0 for a week');
    expect(offers).toEqual([]);
    expect(taken).toBeGreaterThan(2);
  });

  it('leaves what people reworded as it is, and offers the new words beside it', () => {
    const [summary = ''] = /\*\*View a design\*\* failed.*/.exec(base) ?? [];
    const edited = base.replace(summary, 'Nobody could open a design for half an hour.');
    const renamed = fresh.replace(summary, summary.replace('31 min', '35 min'));
    const { text, offers } = regenerate({ base, edited, fresh: renamed });
    expect(text).toContain('Nobody could open a design for half an hour.');
    expect(offers).toMatchObject([
      { section: 'Summary', was: summary, theirs: 'Nobody could open a design for half an hour.' },
    ]);
    expect(renderOffers(offers)).toContain('for **35 min**');
  });

  it('does not bring back what people struck', () => {
    const [glossary = ''] = /## Glossary[\s\S]*?(?=## Notes)/.exec(base) ?? [];
    const [row = ''] = /\| 2026-11-05 14:03:07 \| Tocsin opened.*\n/.exec(base) ?? [];
    const edited = base.replace(glossary, '').replace(row, '');
    const { text } = regenerate({ base, edited, fresh });
    expect(text).not.toContain('## Glossary');
    expect(text).not.toContain('Tocsin opened');
    expect(text).toContain('we keep 4.2.0 for a week');
  });
});
