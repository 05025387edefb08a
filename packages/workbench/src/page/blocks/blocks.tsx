import type { KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { Mrkdwn, Plain } from '../mrkdwn/mrkdwn.tsx';
import { Actions, Element } from './elements.tsx';
import { OtherBlock } from './other-block.tsx';

/**
 * Block Kit. The blocks with text and buttons are drawn here, because the text must mean what it means in Slack and the
 * buttons must do something; slack-blocks-to-jsx draws all others.
 */
export function Blocks({ blocks }: { readonly blocks: readonly unknown[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.filter(isBlock).map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

const isBlock = (block: unknown): block is KnownBlock =>
  typeof block === 'object' && block !== null && 'type' in block && typeof block.type === 'string';

function BlockView({ block }: { readonly block: KnownBlock }): ReactNode {
  switch (block.type) {
    case 'header':
      return (
        <h3 className="block-header">
          <Plain text={block.text.text} />
        </h3>
      );
    case 'section':
      return (
        <div className="block-section">
          <div className="block-words">
            {block.text && <TextView text={block.text} />}
            {block.fields && (
              <div className="block-fields">
                {block.fields.map((field, index) => (
                  <div key={index}>
                    <TextView text={field} />
                  </div>
                ))}
              </div>
            )}
          </div>
          {block.accessory && <Element element={block.accessory} blockId={block.block_id} />}
        </div>
      );
    case 'context':
      return (
        <div className="block-context">
          {block.elements.map((element, index) =>
            element.type === 'image' ? (
              <span key={index}>{element.alt_text}</span>
            ) : (
              <div key={index}>
                <TextView text={element} />
              </div>
            ),
          )}
        </div>
      );
    case 'actions':
      return <Actions block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    default:
      return <OtherBlock block={block} />;
  }
}

export function TextView({ text }: { readonly text: MrkdwnElement | PlainTextElement }): ReactNode {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <Plain text={text.text} />;
}
