import { Fragment, type ReactNode } from 'react';
import { useDirectory } from '../state/names.tsx';
import { useNow } from '../state/now.tsx';
import { formatDate } from './date.ts';
import type { Inline, Paragraph } from './nodes.ts';
import { parseMrkdwn, parsePlain } from './parse.ts';

/** Text as Slack draws it. React escapes: whatever a message holds, it is shown, never run. */
export function Mrkdwn({ text }: { readonly text: string }): ReactNode {
  return parseMrkdwn(text).map((paragraph, index) => <ParagraphView key={index} paragraph={paragraph} />);
}

export function Plain({ text }: { readonly text: string }): ReactNode {
  return <Inlines nodes={parsePlain(text)} />;
}

function ParagraphView({ paragraph }: { readonly paragraph: Paragraph }): ReactNode {
  if (paragraph.type === 'preformatted') return <pre className="pre">{paragraph.text}</pre>;
  const lines = paragraph.lines.map((nodes, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      <Inlines nodes={nodes} />
    </Fragment>
  ));
  return paragraph.type === 'quote' ? <blockquote>{lines}</blockquote> : <div className="lines">{lines}</div>;
}

export function Inlines({ nodes }: { readonly nodes: readonly Inline[] }): ReactNode {
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { readonly node: Inline }): ReactNode {
  const names = useDirectory();
  switch (node.type) {
    case 'text':
      return node.text;
    case 'bold':
      return <Styled as="b" nodes={node.children} />;
    case 'italic':
      return <Styled as="i" nodes={node.children} />;
    case 'strike':
      return <Styled as="s" nodes={node.children} />;
    case 'code':
      return <code>{node.text}</code>;
    case 'emoji':
      return (
        <span className="emoji" role="img" aria-label={node.name.replaceAll('_', ' ')} title={`:${node.name}:`}>
          {node.sign}
        </span>
      );
    case 'link':
      return <Outside url={node.url}>{node.text}</Outside>;
    case 'person':
      return (
        <span className={node.id === names.me ? 'mention mention-me' : 'mention'}>
          @{names.person(node.id) ?? node.label ?? node.id}
        </span>
      );
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'group':
      return <span className="mention">@{(names.group(node.id) ?? node.label ?? node.id).replace(/^@/, '')}</span>;
    case 'broadcast':
      return <span className="mention mention-me">@{node.to}</span>;
    case 'date':
      return <DateView node={node} />;
    default:
      return node satisfies never;
  }
}

function Styled({ as: Tag, nodes }: { readonly as: 'b' | 'i' | 's'; readonly nodes: readonly Inline[] }): ReactNode {
  return (
    <Tag>
      <Inlines nodes={nodes} />
    </Tag>
  );
}

/** A link out of the page: a new tab that knows nothing of this one. */
export function Outside({ url, children }: { readonly url: string; readonly children: ReactNode }): ReactNode {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function ChannelMention({ id, label }: { readonly id: string; readonly label: string | undefined }): ReactNode {
  const names = useDirectory();
  const name = names.channel(id);
  if (name === undefined) return <span className="mention">#{label ?? id}</span>;
  return (
    <a className="mention" href={`#/${id}`}>
      #{name}
    </a>
  );
}

function DateView({ node }: { readonly node: Extract<Inline, { type: 'date' }> }): ReactNode {
  const now = useNow();
  const at = new Date(node.seconds * 1_000);
  const time = (
    <time dateTime={at.toISOString()} title={at.toString()}>
      {formatDate(node.format, at, now)}
    </time>
  );
  return node.url === undefined ? time : <Outside url={node.url}>{time}</Outside>;
}
