interface Piece {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly user_id?: string;
  readonly style?: Readonly<Record<string, boolean>>;
}
export interface LoosePart {
  readonly type: string;
  readonly style?: string;
  readonly indent?: number;
  readonly offset?: number;
  readonly elements: readonly (Piece & { readonly elements?: readonly Piece[] })[];
}

/** Rich text as a person would read it, in the manner of Markdown. */
export function readableRich(parts: readonly LoosePart[]): string {
  return parts.map(partLines).join('\n');
}

function partLines({ type, style, indent = 0, offset = 0, elements }: LoosePart): string {
  if (type === 'rich_text_list')
    return elements
      .map(({ elements: row = [] }, index) => {
        const sign = style === 'ordered' ? `${offset + index + 1}.` : '-';
        return `${'  '.repeat(indent)}${sign} ${words(row)}`;
      })
      .join('\n');
  if (type === 'rich_text_preformatted') return `\`\`\`\n${words(elements)}\n\`\`\``;
  if (type === 'rich_text_quote')
    return words(elements)
      .split('\n')
      .map((line) => `| ${line}`)
      .join('\n');
  return words(elements);
}

const words = (pieces: readonly Piece[]): string => pieces.map(wordOf).join('');

function wordOf({ type, text = '', url, user_id, style = {} }: Piece): string {
  if (type === 'user') return `<@${user_id}>`;
  const marks = [style['bold'] && '**', style['italic'] && '_', style['strike'] && '~', style['code'] && '`'];
  const [open, close] = [marks, marks.toReversed()].map((all) => all.filter(Boolean).join(''));
  const shown = `${open}${text}${close}`;
  return url === undefined ? shown : `[${shown}](${url})`;
}
