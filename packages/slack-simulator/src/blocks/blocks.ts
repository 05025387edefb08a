import { boolean, byType, type Check, integer, list, oneOf, shape, string, url } from './check.ts';
import { button, elements } from './elements.ts';
import { limits } from './limits.ts';
import { anyText, imageSource, mrkdwn, needsImageSource, plainText } from './objects.ts';
import { richText, richTextFields } from './rich-text.ts';

type Table = Readonly<Record<string, Check>>;

const identified: Table = { block_id: string(limits.id) };
const block = (required: Table, optional: Table = {}, also?: Check): Check =>
  shape(required, { ...identified, ...optional }, also);

const image: Check = block(
  { alt_text: string(limits.image.altText) },
  { ...imageSource, title: plainText(limits.image.title) },
  needsImageSource,
);

const section: Check = block(
  {},
  {
    text: anyText(limits.text),
    fields: list(anyText(limits.section.fieldText), { max: limits.section.fields }),
    accessory: byType(elements.section),
    expand: boolean,
  },
  (value, pointer, report) => {
    const { text, fields } = value as Record<string, unknown>;
    if (text === undefined && fields === undefined) report(pointer, 'missing required field: text or fields');
  },
);

const rawText = shape({ text: string(undefined, 0) });
const cells = byType({
  rich_text: shape(richTextFields, identified),
  raw_text: rawText,
  raw_number: shape({ value: integer(), text: string() }),
});
const rows = list(list(cells, { max: limits.table.cells }), { max: limits.table.rows });

/** Where blocks may stand anywhere. */
const common: Table = {
  actions: block({ elements: list(byType(elements.actions), { max: limits.actions }) }),
  context: block({
    elements: list(byType({ image: elements.image, plain_text: anyText(limits.text), mrkdwn: anyText(limits.text) }), {
      max: limits.context,
    }),
  }),
  divider: block({}),
  header: block({ text: plainText(limits.header) }),
  image,
  input: block(
    { label: plainText(limits.input.label), element: byType(elements.input) },
    { hint: plainText(limits.input.hint), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: block(richTextFields),
  section,
  video: block(
    {
      video_url: url(3_000),
      thumbnail_url: url(3_000),
      alt_text: string(limits.image.altText),
      title: plainText(199),
    },
    {
      title_url: url(3_000),
      author_name: string(49),
      provider_name: string(),
      provider_icon_url: url(3_000),
      description: plainText(limits.videoDescription),
    },
  ),
};

const card: Check = block(
  {},
  {
    hero_image: byType({ image: elements.image }),
    icon: byType({ image: elements.image }),
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(byType({ button }), { max: 5 }),
  },
);

const taskCard: Check = block(
  { task_id: string(), title: string(), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  {
    details: richText,
    output: richText,
    sources: list(byType({ url: shape({ url: string(), text: string() }) }), { min: 0, max: 100 }),
  },
);

const table: Check = block(
  { rows },
  {
    column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), {
      max: limits.table.columns,
    }),
  },
);

/** Blocks that messages alone take. */
const inMessages: Table = {
  alert: block({ text: anyText(limits.alert) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: block({ elements: list(byType({ card }), { max: limits.carousel }) }),
  container: block(
    { child_blocks: list(byType({ ...common, table }), { max: limits.container.children }) },
    {
      title: plainText(limits.container.title),
      rich_text_title: richText,
      subtitle: anyText(limits.container.title),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: byType({ image: elements.image }),
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
  ),
  context_actions: block({
    elements: list(byType(elements.contextActions), { max: limits.contextActions }),
  }),
  data_table: block({ rows, caption: string() }, { page_size: integer(1), row_header_column_index: integer(0) }),
  markdown: block({ text: string(limits.markdownInAll) }),
  plan: block({ title: string() }, { tasks: list(byType({ task_card: taskCard }), { min: 0, max: 50 }) }),
  table,
  task_card: taskCard,
};

export type Surface = 'message' | 'modal' | 'home';

/** Blocks by type, for each place where they can stand. */
export const blocksOn: Readonly<Record<Surface, Check>> = {
  message: byType({ ...common, ...inMessages }),
  modal: byType(common),
  home: byType(common),
};
