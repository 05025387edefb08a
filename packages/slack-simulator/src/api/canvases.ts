import * as z from 'zod';
import { refuse } from '../errors.ts';
import { changeCanvas, removeCanvas, sectionsOf } from '../workspace/canvases.ts';
import type { Canvas } from '../workspace/model.ts';
import { mustBeOpenTo } from '../workspace/see.ts';
import { jsonOf, text } from './args.ts';
import { method } from './method.ts';

const write = ['canvases:write'];
const content = z.object({ type: z.literal('markdown'), markdown: z.string() });
const changes = z
  .array(
    z.object({
      operation: z.enum([
        'insert_at_start',
        'insert_at_end',
        'insert_before',
        'insert_after',
        'replace',
        'delete',
        'rename',
      ]),
      section_id: text.optional(),
      document_content: content.optional(),
    }),
  )
  .min(1);
const criteria = z.object({
  section_types: z
    .array(z.enum(['any_header', 'h1', 'h2', 'h3']))
    .min(1)
    .max(3)
    .optional(),
  contains_text: text.optional(),
});

export const canvases = {
  'conversations.canvases.create': method({
    scopes: write,
    tier: 2,
    args: z.object({ channel_id: text, title: text.optional(), document_content: jsonOf(content).optional() }),
    run(args, call) {
      const channel = call.channel(args.channel_id);
      mustBeOpenTo(channel, call.bot.id);
      if (channel.canvasId !== undefined) refuse('channel_canvas_already_exists');
      const { world } = call;
      const canvas: Canvas = {
        id: world.ids.next('F'),
        title: args.title ?? channel.name,
        channel: channel.id,
        sections: sectionsOf(world, args.document_content?.markdown ?? ''),
      };
      world.canvases.set(canvas.id, canvas);
      channel.canvasId = canvas.id;
      world.changed('canvas-created', { channel: channel.id });
      return { canvas_id: canvas.id };
    },
  }),

  'canvases.edit': method({
    scopes: write,
    tier: 3,
    args: z.object({ canvas_id: text, changes: jsonOf(changes) }),
    run(args, { world }) {
      const canvas = world.canvases.get(args.canvas_id) ?? refuse('canvas_not_found');
      // The SDK's types take several; whether the service applies more than one is not known, so more are refused.
      const [change, ...more] = args.changes;
      if (change === undefined || more.length > 0) refuse('canvas_editing_failed');
      const { operation, section_id, document_content } = change;
      changeCanvas(world, canvas, { operation, section_id, markdown: document_content?.markdown ?? '' });
      return {};
    },
  }),

  'canvases.delete': method({
    scopes: write,
    tier: 3,
    args: z.object({ canvas_id: text }),
    run({ canvas_id }, { world }) {
      const canvas = world.canvases.get(canvas_id) ?? refuse('canvas_not_found');
      removeCanvas(world, canvas);
      return {};
    },
  }),

  'canvases.sections.lookup': method({
    scopes: ['canvases:read'],
    tier: 3,
    args: z.object({ canvas_id: text, criteria: jsonOf(criteria) }),
    run({ canvas_id, criteria: wanted }, { world }) {
      const canvas = world.canvases.get(canvas_id) ?? refuse('canvas_not_found');
      const { section_types = [], contains_text = '' } = wanted;
      const sections = canvas.sections.filter(({ markdown }) => {
        const level = /^(#{1,3}) /.exec(markdown)?.[1]?.length;
        const fits = section_types.some(
          (type) => level !== undefined && (type === 'any_header' || type === `h${level}`),
        );
        return (section_types.length === 0 || fits) && markdown.includes(contains_text);
      });
      return { sections: sections.map(({ id }) => ({ id })) };
    },
  }),
};
