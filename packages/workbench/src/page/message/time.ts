import type { PageMessage } from '../../page-api.ts';

export const timeOf = ({ ts }: Pick<PageMessage, 'ts'>): Date => new Date(Number(ts) * 1_000);

export const clockOf = (at: Date): string => at.toLocaleTimeString(undefined, { timeStyle: 'short' });
