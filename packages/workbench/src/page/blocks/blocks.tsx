import type { KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { Mrkdwn, Outside, Plain } from '../mrkdwn/mrkdwn.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
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
    case 'image':
      return <Picture alt={block.alt_text} url={'image_url' in block ? block.image_url : undefined} />;
    case 'video':
      return <Picture alt={block.alt_text} url={block.title_url ?? block.video_url} />;
    case 'divider':
      return <hr className="block-divider" />;
    default:
      return <OtherBlock block={block} />;
  }
}

/** Pictures are elsewhere, and the page fetches nothing from elsewhere: what they show, and the way there. */
function Picture({ alt, url }: { readonly alt: string; readonly url: string | undefined }): ReactNode {
  const safe = url === undefined ? undefined : safeUrl(url);
  return <p className="block-picture">🖼️ {safe === undefined ? alt : <Outside url={safe}>{alt}</Outside>}</p>;
}

export function TextView({ text }: { readonly text: MrkdwnElement | PlainTextElement }): ReactNode {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <Plain text={text.text} />;
}
