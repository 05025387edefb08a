import type { ShutView } from '@tocsin/app';
import { limits, type Rendered, section } from './elements.ts';
import { bold, channel, cut, outside } from './text.ts';

/** Where an incident goes on whose channel somebody archived. */
export function shut({ incident, title, channel: id, state }: ShutView): Rendered {
  const where = `${channel(id)} of ${bold(outside(title, 150))}`;
  const words =
    state === 'shut'
      ? `🗄️ ${where} is archived, and the incident is open. Take the channel out of the archive to go on there: what it missed is then shown. Until then, commands with its id work anywhere, such as \`/incident status ${incident}\`.`
      : `${where} is out of the archive; it goes on there.`;
  return { text: cut(words, limits.fallback), blocks: [section(words)] };
}
