import type { KnownBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Markdown } from '../markdown/markdown.tsx';
import { Outside, Plain } from '../mrkdwn/mrkdwn.tsx';
import { RichText } from '../mrkdwn/rich-text.tsx';
import { safeUrl } from '../mrkdwn/token.ts';
import { ElementView } from './element-view.tsx';
import { InputView } from './input-view.tsx';
import { OtherBlock } from './other-block.tsx';
import { TextView } from './text-view.tsx';

/**
 * Block Kit. The blocks with text and controls are drawn here, because the text must mean what it means in Slack and the
 * controls must do something; slack-blocks-to-jsx draws all others.
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

export const isBlock = (block: unknown): block is KnownBlock =>
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
          {block.accessory && (
            <div className="block-accessory">
              <ElementView element={block.accessory} blockId={block.block_id ?? ''} acts />
            </div>
          )}
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
      return (
        <div className="block-actions">
          {block.elements.map((element, index) => (
            <ElementView
              key={('action_id' in element && element.action_id) || index}
              element={element}
              blockId={block.block_id ?? ''}
              acts
            />
          ))}
        </div>
      );
    case 'input':
      return <InputView block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'image':
      return <Picture alt={block.alt_text} url={'image_url' in block ? block.image_url : undefined} />;
    case 'video':
      return <Picture alt={block.alt_text} url={block.title_url ?? block.video_url} />;
    case 'markdown':
      return <Markdown text={block.text} />;
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
