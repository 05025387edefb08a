import { expect, test } from 'vitest';
import type { PageChannel } from '../../page-api.ts';
import { toTokens, toTyped } from './mentions.ts';

const channel = (id: string, name: string): PageChannel => ({
  id,
  name,
  kind: 'public',
  topic: '',
  archived: false,
  member: true,
  members: [],
  bookmarks: [],
  pins: [],
  messages: [],
});
const known = {
  people: [
    { id: 'U1', name: 'Ana Costa', bot: false },
    { id: 'U2', name: 'Ana', bot: false },
  ],
  groups: [{ id: 'S1', name: 'viewer-oncall', title: 'Viewer' }],
  channels: [channel('C1', 'incidents'), channel('C2', 'inc-1')],
};

test.each([
  ['@Ana Costa please', '<@U1> please'],
  ['@ana: you?', '<@U2>: you?'],
  ['@Anabel', '@Anabel'],
  ['mail ana@ana', 'mail ana@ana'],
  ['@viewer-oncall, see #inc-1 and #incidents.', '<!subteam^S1>, see <#C2> and <#C1>.'],
  ['#inc-11', '#inc-11'],
  ['@here a < b && b > c', '<!here> a &lt; b &amp;&amp; b &gt; c'],
  ['<@U1>', '&lt;@U1&gt;'],
])('%j is sent as %j, and reads the same again', (typed, sent) => {
  expect(toTokens(typed, known)).toBe(sent);
  expect(toTyped(sent, known).toLowerCase()).toBe(typed.toLowerCase());
});

test('commands get the names along', () => {
  expect(toTokens('/incident role comms @Ana Costa in #inc-1 @viewer-oncall', known, 'command')).toBe(
    '/incident role comms <@U1|Ana Costa> in <#C2|inc-1> <!subteam^S1|@viewer-oncall>',
  );
});

test('links and labels are typed as they were', () => {
  expect(toTyped('see <https://example.com> and <https://example.com|the page>', known)).toBe(
    'see https://example.com and the page',
  );
});
