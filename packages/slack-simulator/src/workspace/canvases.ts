import { refuse } from '../errors.ts';
import type { Canvas } from './model.ts';
import type { World } from './world.ts';

type Section = Canvas['sections'][number];

/** A section is a heading, or what stands between blank lines. */
export function sectionsOf(world: World, markdown: string): Section[] {
  return markdown
    .split(/\n{2,}|(?<=^#{1,3} .*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ id: `temp:C:${world.ids.hex(21)}`, markdown: part }));
}

export const markdownOf = ({ sections }: Canvas): string => sections.map(({ markdown }) => markdown).join('\n\n');

/** Its channel may get another. */
export function removeCanvas(world: World, { id, channel }: Canvas): void {
  world.canvases.delete(id);
  const home = channel === undefined ? undefined : world.channels.get(channel);
  if (home) home.canvasId = undefined;
  world.changed('canvas-deleted', channel === undefined ? {} : { channel });
}

export interface CanvasChange {
  readonly operation:
    | 'insert_at_start'
    | 'insert_at_end'
    | 'insert_before'
    | 'insert_after'
    | 'replace'
    | 'delete'
    | 'rename';
  readonly section_id?: string | undefined;
  readonly markdown: string;
}

/** @throws SlackRefusal `canvas_editing_failed` when the section is gone */
export function changeCanvas(world: World, canvas: Canvas, { operation, section_id, markdown }: CanvasChange): void {
  const { sections } = canvas;
  const fresh = sectionsOf(world, markdown);
  const index = sections.findIndex(({ id }) => id === section_id);
  const at = () => (index < 0 ? refuse('canvas_editing_failed') : index);
  switch (operation) {
    case 'insert_at_start':
      sections.unshift(...fresh);
      break;
    case 'insert_at_end':
      sections.push(...fresh);
      break;
    case 'insert_before':
      sections.splice(at(), 0, ...fresh);
      break;
    case 'insert_after':
      sections.splice(at() + 1, 0, ...fresh);
      break;
    case 'replace':
      if (section_id === undefined) sections.splice(0, sections.length, ...fresh);
      else sections.splice(at(), 1, ...fresh);
      break;
    case 'delete':
      sections.splice(at(), 1);
      break;
    case 'rename':
      break;
    default:
      operation satisfies never;
  }
  world.changed('canvas-changed', canvas.channel === undefined ? {} : { channel: canvas.channel });
}
