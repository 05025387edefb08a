import type { PageChannel } from '../../page-api.ts';

/** Channels that Tocsin opened, by the prefix it gives them. */
export const isIncident = ({ name }: Pick<PageChannel, 'name'>): boolean => name.startsWith('inc-');
