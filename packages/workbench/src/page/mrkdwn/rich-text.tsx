import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { Fragment, type ReactNode } from 'react';
import { emojis } from './emoji.ts';
import { Inlines } from './mrkdwn.tsx';
import type { Inline } from './nodes.ts';
import { safeUrl } from './token.ts';

/** Rich text: what people type comes as this, and apps may send it. */
export function RichText({ block }: { readonly block: RichTextBlock }): ReactNode {
  return block.elements.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { readonly part: RichTextBlock['elements'][number] }): ReactNode {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div className="lines">
          <Words elements={part.elements} />
        </div>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Words elements={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre className="pre">
          <Words elements={part.elements} />
        </pre>
      );
    case 'rich_text_list': {
      const items = (part.elements as RichTextSection[]).map(({ elements }, index) => (
        <li key={index}>
          <Words elements={elements} />
        </li>
      ));
      const look = `rich-list indent-${Math.min(part.indent ?? 0, 4)}`;
      // Documented, and not in @slack/types: what the first number is counted from.
      const { offset = 0 } = part as { readonly offset?: number };
      return part.style === 'ordered' ? (
        <ol className={look} start={offset + 1}>
          {items}
        </ol>
      ) : (
        <ul className={look}>{items}</ul>
      );
    }
    default:
      return part satisfies never;
  }
}

function Words({ elements }: { readonly elements: readonly RichTextElement[] }): ReactNode {
  return elements.map((element, index) => {
    const lines = element.type === 'text' ? element.text.split('\n') : [undefined];
    return (
      <Fragment key={index}>
        {lines.map((line, at) => (
          <Fragment key={at}>
            {at > 0 && <br />}
            <Inlines nodes={[styled(element, line === undefined ? toInline(element) : { type: 'text', text: line })]} />
          </Fragment>
        ))}
      </Fragment>
    );
  });
}

function toInline(element: Exclude<RichTextElement, { type: 'text' }> | RichTextElement): Inline {
  switch (element.type) {
    case 'text':
      return { type: 'text', text: element.text };
    case 'link': {
      const url = safeUrl(element.url);
      const text = element.text ?? element.url;
      return url === undefined ? { type: 'text', text } : { type: 'link', url, text };
    }
    case 'user':
      return { type: 'person', id: element.user_id };
    case 'channel':
      return { type: 'channel', id: element.channel_id };
    case 'usergroup':
      return { type: 'group', id: element.usergroup_id };
    case 'broadcast':
      return { type: 'broadcast', to: element.range };
    case 'emoji': {
      const sign = emojis[element.name];
      return sign === undefined
        ? { type: 'text', text: `:${element.name}:` }
        : { type: 'emoji', name: element.name, sign };
    }
    case 'date':
      return { type: 'date', seconds: element.timestamp, format: element.format, fallback: element.fallback ?? '' };
    case 'color':
      return { type: 'code', text: element.value };
    case 'team':
      return { type: 'text', text: element.team_id };
    default:
      return element satisfies never;
  }
}

function styled({ style }: RichTextElement, node: Inline): Inline {
  let whole = node;
  if (style?.code && whole.type === 'text') whole = { type: 'code', text: whole.text };
  for (const [name, type] of [
    ['bold', 'bold'],
    ['italic', 'italic'],
    ['strike', 'strike'],
  ] as const)
    if (style?.[name]) whole = { type, children: [whole] };
  return whole;
}
