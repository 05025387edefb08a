import type { PageChannel } from '../../page-api.ts';

/** Channels that Tocsin opened, by the prefix it gives them. */
export const isIncident = ({ name }: Pick<PageChannel, 'name'>): boolean => name.startsWith('inc-');

/** What stands before its name. */
export const signOf = (kind: PageChannel['kind']): string => (kind === 'public' ? '#' : kind === 'private' ? '🔒' : '');
