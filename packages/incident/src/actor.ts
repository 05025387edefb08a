/** Who did something: a person by Slack user id, an AWS service by name, or Tocsin itself. */
export type Actor =
  | { readonly type: 'person'; readonly id: string }
  | { readonly type: 'aws'; readonly name: string }
  | { readonly type: 'tocsin' };

export const tocsin: Actor = { type: 'tocsin' };
export const aws = (name: string): Actor => ({ type: 'aws', name });
export const person = (id: string): Actor => ({ type: 'person', id });

export type Role = 'commander' | 'communications' | 'scribe';
