import { type CanvasDraft, ChatError } from '@tocsin/app';
import { unless } from './chat-errors.ts';
import type { Call } from './client.ts';

/**
 * Puts a draft into the channel's canvas, once. A heading that names incident and draft tells whether it stands there, and
 * whose the canvas is: Slack says neither who made it nor what is in it.
 */
export async function writeCanvas({ call }: { call: Call }, draft: CanvasDraft): Promise<{ canvas: string }> {
  const { incident, draft: number } = draft;
  const found = draft.canvas ?? (await createdOrThere(call, draft));
  if (typeof found !== 'string') return found;
  try {
    if (await stands(call, found, `${ofIncident(incident)} (draft ${number})`)) return { canvas: found };
    const ours = await stands(call, found, `${whole} ${ofIncident(incident)}`);
    await edit(call, found, {
      operation: ours ? 'replace' : 'insert_at_end',
      document_content: content(ours ? whole : added, draft),
    });
  } catch (error) {
    // Somebody deleted the one of the draft before: this one gets another.
    if (draft.canvas === undefined || !isGone(error)) throw error;
    const { canvas: _, ...anew } = draft;
    return writeCanvas({ call }, anew);
  }
  return { canvas: found };
}

/** Deletes the channel's canvas if a draft of the incident's postmortem stands in it. */
export async function removeCanvas(
  { call }: { call: Call },
  { channel, incident }: { channel: string; incident: string },
): Promise<void> {
  const { id } = await canvasOf(call, channel);
  if (id === undefined || !(await stands(call, id, ofIncident(incident)))) return;
  await call('canvases.delete', (client) => client.canvases.delete({ canvas_id: id })).catch(
    unless('canvas_not_found'),
  );
}

const whole = 'Postmortem of';
/** Where people had a canvas before: nothing of it is ever replaced. */
const added = 'Postmortem, added for';
const ofIncident = (incident: string): string => `incident ${incident}`;

const content = (lead: string, { incident, draft, markdown }: CanvasDraft) => ({
  type: 'markdown' as const,
  markdown: `## ${lead} ${ofIncident(incident)} (draft ${draft})\n\n${markdown}`,
});

/** The canvas that was made with the draft in it, or the id of the one that the channel has. */
async function createdOrThere(call: Call, draft: CanvasDraft): Promise<{ canvas: string } | string> {
  const { channel } = draft;
  try {
    const { canvas_id } = await call('conversations.canvases.create', (client) =>
      client.conversations.canvases.create({
        channel_id: channel,
        title: 'Postmortem',
        document_content: content(whole, draft),
      }),
    );
    if (canvas_id !== undefined) return { canvas: canvas_id };
  } catch (error) {
    unless('channel_canvas_already_exists', 'free_team_canvas_tab_already_exists')(error);
  }
  const { id, empty } = await canvasOf(call, channel);
  if (id === undefined)
    throw new ChatError({ method: 'conversations.info', slackCode: 'canvas_not_told', retry: 'never' });
  if (!empty) return id;
  // A tab that nobody wrote in is no canvas of people's.
  await edit(call, id, { operation: 'replace', document_content: content(whole, draft) });
  return { canvas: id };
}

async function canvasOf(call: Call, channel: string): Promise<{ id?: string; empty: boolean }> {
  const { channel: found } = await call('conversations.info', (client) => client.conversations.info({ channel }));
  // The SDK's types leave it out (docs.slack.dev, conversations.info: `properties.canvas`).
  const properties = found?.properties as { canvas?: { file_id?: string; is_empty?: boolean } } | undefined;
  const { file_id: id, is_empty: empty = false } = properties?.canvas ?? {};
  return { ...(id === undefined ? {} : { id }), empty };
}

/** Whether a heading of the canvas has these words. */
async function stands(call: Call, canvas: string, words: string): Promise<boolean> {
  const { sections = [] } = await call('canvases.sections.lookup', (client) =>
    client.canvases.sections.lookup({
      canvas_id: canvas,
      criteria: { section_types: ['any_header'], contains_text: words },
    }),
  );
  return sections.length > 0;
}

type Change = {
  readonly operation: 'replace' | 'insert_at_end';
  readonly document_content: { readonly type: 'markdown'; readonly markdown: string };
};

/** One change a call: whether Slack applies more than one is not documented. */
async function edit(call: Call, canvas: string, change: Change): Promise<void> {
  await call('canvases.edit', (client) => client.canvases.edit({ canvas_id: canvas, changes: [change] }));
}

const isGone = (error: unknown): boolean =>
  error instanceof ChatError && ['canvas_not_found', 'canvas_deleted'].includes(error.slackCode);
