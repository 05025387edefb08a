import type { ServerResponse } from 'node:http';
import type { PageState } from '../page-api.ts';

/** Many things change at once when an incident opens; the page is told once they have settled this long. */
const settleMs = 40;
/** Proxies and browsers drop streams that say nothing. */
const heartbeatMs = 15_000;

export interface ChangesOptions {
  readonly state: () => PageState | Promise<PageState>;
  readonly onChange: (listener: () => void) => () => void;
}

/** Streams the state as Server-Sent Events: at once, then whenever something changed. Returns how to end it. */
export function streamChanges(response: ServerResponse, { state, onChange }: ChangesOptions): () => void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');

  let timer: NodeJS.Timeout | undefined;
  let sending = false;
  const send = async (): Promise<void> => {
    timer = undefined;
    if (sending) return later();
    sending = true;
    try {
      const data = JSON.stringify(await state());
      if (!response.writableEnded) response.write(`event: state\ndata: ${data}\n\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!response.writableEnded) response.write(`event: trouble\ndata: ${JSON.stringify({ reason })}\n\n`);
    } finally {
      sending = false;
    }
  };
  const later = (): void => {
    timer ??= setTimeout(() => void send(), settleMs);
  };

  void send();
  const unsubscribe = onChange(later);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  const end = (): void => {
    unsubscribe();
    clearInterval(heartbeat);
    clearTimeout(timer);
    response.end();
  };
  response.once('close', end);
  return end;
}
