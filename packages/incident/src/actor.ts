/** A person, by Slack user id. */
export interface Person {
  readonly type: 'person';
  readonly id: string;
}

/** Who did something: a person, an AWS service by name, or Tocsin itself. */
export type Actor = Person | { readonly type: 'aws'; readonly name: string } | { readonly type: 'tocsin' };

export const tocsin: Actor = { type: 'tocsin' };
export const aws = (name: string): Actor => ({ type: 'aws', name });
export const person = (id: string): Person => ({ type: 'person', id });

export type Role = 'commander' | 'communications' | 'scribe';

export const roleNames: Readonly<Record<Role, string>> = {
  commander: 'incident commander',
  communications: 'communications lead',
  scribe: 'scribe',
};
