/** Blocks for tests, as small as they can be; each takes what is to be different about it. */

export const a = (length: number) => 'a'.repeat(length);
export const plain = (length: number) => ({ type: 'plain_text', text: a(length) });
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: a(length) });
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const option = (index: number) => ({ text: plain(3), value: `v${index}` });
export const actions = (...elements: object[]) => [{ type: 'actions', elements }];
export const button = (more: object = {}) => ({ type: 'button', text: plain(3), ...more });
export const confirm = (more: object = {}) =>
  actions(button({ confirm: { title: plain(3), text: plain(3), confirm: plain(3), deny: plain(3), ...more } }));
export const select = (more: object = {}) => actions({ type: 'static_select', options: [option(0)], ...more });
export const section = (more: object) => [{ type: 'section', ...more }];
export const input = (more: object = {}) => [
  { type: 'input', label: plain(3), element: { type: 'plain_text_input' }, ...more },
];
export const image = (more: object = {}) => [
  { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...more },
];
export const table = (rows: number, cells: number) => ({
  type: 'table',
  rows: times(rows, () => times(cells, () => ({ type: 'raw_text', text: 'a' }))),
});
export const url = (length: number) => `https://example.com/${a(length - 20)}`;
