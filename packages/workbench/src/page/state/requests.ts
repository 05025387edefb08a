import type { ClickRequest, CommandRequest, PostRequest, Said } from '../../page-api.ts';

/** What the page asks of its server. A failure on the way is said like a refusal, in words. */
export const ask = {
  command: (request: CommandRequest) => send('command', request),
  click: (request: ClickRequest) => send('click', request),
  post: (request: PostRequest) => send('post', request),
  join: (request: { readonly as: string; readonly channel: string }) => send('join', request),
  break: (dependency: string) => send('break', { dependency }),
  mend: (dependency: string) => send('mend', { dependency }),
};

async function send(what: string, body: unknown): Promise<Said> {
  try {
    const response = await fetch(`/api/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Said;
  } catch {
    return { ok: false, reason: 'The workbench does not answer. Is it still running?' };
  }
}
