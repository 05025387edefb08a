import type { ReactNode } from 'react';
import { Inlines } from '../mrkdwn/mrkdwn.tsx';
import { parseMarkdown, parseSpans, type Section } from './parse-markdown.ts';

/** Markdown as canvases and markdown blocks have it. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="markdown">
      {parseMarkdown(text).map((section, index) => (
        <SectionView key={index} section={section} />
      ))}
    </div>
  );
}

const Spans = ({ text }: { readonly text: string }): ReactNode => <Inlines nodes={parseSpans(text)} />;

function SectionView({ section }: { readonly section: Section }): ReactNode {
  switch (section.type) {
    case 'heading': {
      const Heading = `h${Math.min(section.level + 1, 6)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
      return (
        <Heading>
          <Spans text={section.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Spans text={section.text} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Spans text={section.text} />
        </blockquote>
      );
    case 'code':
      return <pre className="pre">{section.text}</pre>;
    case 'rule':
      return <hr className="block-divider" />;
    case 'list': {
      const List = section.ordered ? 'ol' : 'ul';
      return (
        <List className="rich-list">
          {section.items.map(({ text, indent, done }, index) => (
            <li key={index} className={`indent-${Math.min(indent, 4)}${done === undefined ? '' : ' checkable'}`}>
              {done !== undefined && <input type="checkbox" checked={done} disabled aria-label={text} />}
              <Spans text={text} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {section.head.map((cell, index) => (
                <th key={index} scope="col">
                  <Spans text={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>
                    <Spans text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    default:
      return section satisfies never;
  }
}
