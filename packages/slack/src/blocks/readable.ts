import type { Rendered } from './elements.ts';
import { type LoosePart, readableRich } from './readable-rich.ts';

type Text = { text: string };
type Loose = {
  type: string;
  text?: Text;
  fields?: Text[];
  elements?: (Text | { text: Text; action_id: string; url?: string; style?: string })[];
};

/** Blocks as a person would read them, for snapshots. */
export function readable({ blocks }: Rendered): string {
  return (blocks as unknown as Loose[]).map(blockLines).join('\n');
}

function blockLines(block: Loose): string {
  if (block.type === 'header') return `# ${block.text?.text}`;
  if (block.type === 'section' && block.fields)
    return block.fields.map((field) => `| ${field.text.replaceAll('\n', ' / ')}`).join('\n');
  if (block.type === 'actions')
    return (block.elements ?? [])
      .map((element) => {
        const { text, action_id, url, style } = element as {
          text: Text;
          action_id: string;
          url?: string;
          style?: string;
        };
        return `[${text.text}](${url ?? action_id})${style ? ` ${style}` : ''}`;
      })
      .join(' ');
  if (block.type === 'rich_text') return readableRich(block.elements as unknown as readonly LoosePart[]);
  if (block.type === 'context')
    return (block.elements ?? []).map((element) => `> ${(element as Text).text}`).join('\n');
  return block.text?.text ?? block.type;
}
