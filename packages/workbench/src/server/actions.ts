import type * as z from 'zod';
import type { Said } from '../page-api.ts';
import { RefusedRequest } from './errors.ts';
import { bodies, whyRefused } from './requests.ts';

type Bodies = typeof bodies;

/** What the page can do. A refusal people can act on is said (`ok: false`); what is thrown is said too, as an error. */
export type PageActions = {
  readonly [Name in keyof Bodies]: (request: z.output<Bodies[Name]>) => Said | Promise<Said>;
};

export type Route = (body: unknown) => Promise<Said>;

/** The POST routes by path; each checks its input before anything is done. */
export function routesOf(actions: PageActions): Readonly<Record<string, Route | undefined>> {
  const names = Object.keys(bodies) as (keyof Bodies)[];
  return Object.fromEntries(names.map((name) => [`/api/${name}`, route(name, actions)]));
}

const route =
  <Name extends keyof Bodies>(name: Name, actions: PageActions): Route =>
  async (body) => {
    const parsed = bodies[name].safeParse(body);
    if (!parsed.success) throw new RefusedRequest(400, whyRefused(parsed.error));
    return actions[name](parsed.data as z.output<Bodies[Name]>);
  };
