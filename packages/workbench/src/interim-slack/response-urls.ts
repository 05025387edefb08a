import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Workspace } from './model.ts';

/** A response_url takes five messages within thirty minutes (docs.slack.dev, handling user interaction). */
const uses = 5;
const lifeMs = 30 * 60_000;

interface Target {
  readonly channel: string;
  readonly to: string;
  /** The message that was pressed, which `replace_original` and `delete_original` mean. */
  readonly message?: string;
}

export function responseUrls({
  workspace,
  now,
  nextTs,
  changed,
}: {
  workspace: Workspace;
  now: () => Date;
  nextTs: () => string;
  changed: () => void;
}) {
  const urls = new Map<string, { target: Target; at: number; left: number }>();
  return {
    make(target: Target): string {
      const path = `/response/${urls.size + 1}`;
      urls.set(path, { target, at: now().getTime(), left: uses });
      return path;
    },
    async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const entry = urls.get(request.url ?? '');
      const say = (status: number, body: string) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      if (!entry || now().getTime() - entry.at > lifeMs) return say(404, '{"ok":false,"error":"expired_url"}');
      if (entry.left === 0) return say(404, '{"ok":false,"error":"used_url"}');
      entry.left -= 1;
      show(JSON.parse(Buffer.concat(chunks).toString('utf8')), entry.target);
      changed();
      say(200, 'ok');
    },
  };

  function show(
    answer: {
      text?: string;
      blocks?: readonly unknown[];
      response_type?: string;
      replace_original?: boolean;
      delete_original?: boolean;
    },
    { channel: id, to, message }: Target,
  ): void {
    const channel = workspace.channels.get(id);
    if (!channel) return;
    const { text = '', blocks = [] } = answer;
    const original = channel.messages.find((one) => one.ts === message);
    if (answer.delete_original && original) channel.messages.splice(channel.messages.indexOf(original), 1);
    else if (answer.replace_original && original) Object.assign(original, { text, blocks });
    else if (answer.response_type === 'in_channel')
      channel.messages.push({ ts: nextTs(), user: 'USLACKBOT', text, blocks });
    else workspace.ephemerals.push({ ts: nextTs(), channel: id, to, text, blocks });
  }
}
