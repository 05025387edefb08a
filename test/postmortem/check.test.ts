import { person } from '@tocsin/incident';
import { draftPostmortem, type Finding, renderMarkdown } from '@tocsin/postmortem';
import { describe, expect, it } from 'vitest';
import { type Case, sourcesOf } from './case.ts';
import { tiles } from './cases/tiles.ts';

const ana = person('U0ANA00001');
const draftOf = (more: Partial<Case>) => draftPostmortem(sourcesOf({ ...tiles, ...more }));
const noted = (text: string): readonly Finding[] =>
  draftOf({ commands: [...tiles.commands, ['14:55:00', { type: 'note', by: ana, text }]] }).findings;
const ofType = (findings: readonly Finding[], type: Finding['type']) => findings.filter((one) => one.type === type);

describe('the check of a draft', () => {
  it.each([
    ['hindsight', 'we should have seen it'],
    ['hindsight', 'it was obviously the cache'],
    ['blame', 'the on-call failed to look at the graph'],
    ['blame', 'it was human error'],
    ['blame', 'somebody forgot to test it'],
    ['person-as-cause', 'Ben Okoye broke the tiles'],
    ['person-as-cause', 'it was caused by Ana Lima'],
    ['person-as-cause', 'an engineer introduced it'],
  ] as const)('finds %s in “%s”, and leaves the quote as it is', (type, text) => {
    const draft = draftOf({ commands: [...tiles.commands, ['14:55:00', { type: 'note', by: ana, text }]] });
    const [found] = ofType(draft.findings, type);
    expect(found).toMatchObject({ quoted: true });
    expect(found?.words).toContain(text);
    expect(found?.suggestion).toMatch(/stays as it was said/);
    expect(renderMarkdown(draft)).toContain(`“${text}”`);
  });

  it.each(['the deployment broke the tiles', 'the test failed at once', 'it was caused by a full disk', 'a clear sky'])(
    'has nothing to say about “%s”',
    (text) => {
      expect(noted(text).filter(({ type }) => ['blame', 'hindsight', 'person-as-cause'].includes(type))).toEqual([]);
    },
  );

  it('finds action items that nobody has or that have no day, and questions that nobody answered', () => {
    const { findings } = draftOf({});
    expect(ofType(findings, 'action-without-owner')).toMatchObject([{ words: 'A1 has no owner' }]);
    expect(ofType(findings, 'action-without-date')).toMatchObject([{ words: 'A1 has no date' }]);
    expect(ofType(findings, 'open-question')).toMatchObject([{ words: 'who owns the pruning job?' }]);
  });

  it('finds that canary runs failed after it was said to be mitigated', () => {
    const { findings } = draftOf({
      commands: tiles.commands.map(([time, command]) => [command.type === 'mitigate' ? '14:20:00' : time, command]),
    });
    expect(ofType(findings, 'contradiction')).toMatchObject([
      { section: 'impact', words: expect.stringContaining('A canary run failed after') },
    ]);
  });

  it('says when not all of the channel could be read', () => {
    const { findings } = draftOf({
      more: { ...tiles.more, channel: { messages: [], incomplete: 'Slack has no messages before 14:10' } },
    });
    expect(ofType(findings, 'incomplete')).toMatchObject([
      { words: expect.stringContaining('no messages before 14:10') },
    ]);
  });
});
