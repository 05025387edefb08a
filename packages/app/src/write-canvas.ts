import type { Incident } from '@tocsin/incident';
import type { EffectResult } from './ledger.ts';
import type { World } from './ports.ts';

/**
 * Puts a draft of the postmortem into the channel's canvas. It can be repeated: a draft that stands there is left alone,
 * with what people wrote into it since.
 */
export async function writeCanvas(
  { chat, drafts, log }: Pick<World, 'chat' | 'drafts' | 'log'>,
  { id }: Incident,
  {
    channel,
    draft,
    file,
    before = {},
  }: {
    readonly channel: string;
    readonly draft: number;
    readonly file: string;
    readonly before?: EffectResult;
  },
): Promise<EffectResult> {
  const markdown = await drafts?.get(file);
  if (markdown === undefined) {
    // It was kept before it was recorded, so somebody deleted it since; another draft can be asked for.
    log.error('canvas', { incident: id, draft, reason: 'the draft is no longer in storage' });
    return before;
  }
  const { canvas } = before;
  return chat.writeCanvas({ channel, incident: id, draft, markdown, ...(canvas === undefined ? {} : { canvas }) });
}
