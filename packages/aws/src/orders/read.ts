import type { TaskKind } from '@tocsin/app';

/**
 * What lies in our own queues is of our own making; and yet it may be of another version, or of somebody with the right to
 * send there. What is read of it is held against what it should be, or it changes what it should not. What cannot be read
 * says why: in the function's log, and to whoever looks into the dead letters.
 */
export type Read<Order> =
  | { readonly order: Order; readonly problem?: undefined }
  /** Where and why, without a word of what came. `meant`: it is a task of the other function. */
  | { readonly order?: undefined; readonly problem: string; readonly meant?: TaskKind };

/** The longest name that one of ours has. */
export const longestName = 2_000;

export function objectIn(body: string): Read<Readonly<Record<string, unknown>>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: 'it is no JSON' };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { order: value as Record<string, unknown> } : { problem: 'it is no object' };
}

export const namedIncident = ({ incident }: Readonly<Record<string, unknown>>): Read<string> =>
  typeof incident === 'string' && incident !== '' && incident.length <= longestName
    ? { order: incident }
    : { problem: 'incident: it names none' };
