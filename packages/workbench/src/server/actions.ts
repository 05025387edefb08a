import type * as z from 'zod';
import type { BreakRequest, ClickRequest, CommandRequest, PostRequest, Said } from '../page-api.ts';
import { RefusedRequest } from './errors.ts';
import { ClickBody, CommandBody, DependencyBody, EventBody, JoinBody, PostBody, whyRefused } from './requests.ts';

type Answer = Said | Promise<Said>;

/** What the page can do. A refusal people can act on is said (`ok: false`); what is thrown is said too, as an error. */
export interface PageActions {
  readonly command: (request: CommandRequest) => Answer;
  readonly click: (request: ClickRequest) => Answer;
  readonly post: (request: PostRequest) => Answer;
  readonly join: (request: { readonly as: string; readonly channel: string }) => Answer;
  readonly break: (request: BreakRequest) => Answer;
  readonly mend: (request: BreakRequest) => Answer;
  readonly event: (event: Record<string, unknown>) => Answer;
}

export type Route = (body: unknown) => Promise<Said>;

/** The POST routes by path; each checks its input before anything is done. */
export function routesOf(actions: PageActions): Readonly<Record<string, Route | undefined>> {
  return {
    '/api/command': route(CommandBody, actions.command),
    '/api/click': route(ClickBody, ({ blockId, ...rest }) =>
      actions.click({ ...rest, ...(blockId === undefined ? {} : { blockId }) }),
    ),
    '/api/post': route(PostBody, actions.post),
    '/api/join': route(JoinBody, actions.join),
    '/api/break': route(DependencyBody, actions.break),
    '/api/mend': route(DependencyBody, actions.mend),
    '/api/event': route(EventBody, actions.event),
  };
}

const route =
  <T>(schema: z.ZodType<T>, act: (request: T) => Answer): Route =>
  async (body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new RefusedRequest(400, whyRefused(parsed.error));
    return act(parsed.data);
  };
