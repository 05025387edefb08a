import { isObject } from '../blocks/check.ts';
import { checkBlocks, inWords, onlyOneTable, textLength } from '../blocks/check-blocks.ts';
import { refuse } from '../errors.ts';
import type { Ids } from '../ids.ts';
import type { Json } from '../workspace/model.ts';
import { normalBlocks } from '../workspace/normal-blocks.ts';
import { json, text } from './args.ts';

/** What a message is made of, in every method that takes one. */
export const content = {
  text: text.optional(),
  blocks: json.optional(),
  attachments: json.optional(),
  metadata: json.optional(),
};

export interface Content {
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly attachments?: unknown;
  readonly metadata?: unknown;
}

export interface ContentRules {
  readonly ids: Ids;
  readonly longestText: number;
  /** What to say when blocks hold too much text in all; nothing where Slack does not mind. */
  readonly tooMuchText?: 'msg_blocks_too_long' | 'msg_too_long';
}

/** Where chat.postMessage was seen to refuse the sum of all block texts (slackapi/bolt-js issues 2509, 2867); undocumented. */
export const mostBlockText = 13_200;
/** https://docs.slack.dev/reference/methods/chat.postMessage: 100 attachments. */
const mostAttachments = 100;
/** https://docs.slack.dev/messaging/message-metadata: 16 KB. */
const mostMetadata = 16_384;

/** A message's content as Slack keeps it. @throws SlackRefusal for whatever Slack refuses */
export function contentOf(args: Content, { ids, longestText, tooMuchText }: ContentRules) {
  const blocks = blocksOf(args.blocks);
  const attachments = attachmentsOf(args.attachments);
  const words = args.text ?? '';
  if (words.trim() === '' && blocks.length === 0 && attachments.length === 0) refuse('no_text');
  if (words.length > longestText) refuse('msg_too_long');
  if (tooMuchText !== undefined && textLength(blocks) > mostBlockText) refuse(tooMuchText);
  const metadata = metadataOf(args.metadata);
  return {
    text: words,
    ...(blocks.length === 0 ? {} : { blocks: normalBlocks(ids, blocks) }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one, index) => ({ id: index + 1, ...one })) }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';

function blocksOf(blocks: unknown): readonly unknown[] {
  if (absent(blocks)) return [];
  if (!Array.isArray(blocks)) refuse('invalid_blocks_format');
  const problems = checkBlocks(blocks, 'message');
  if (problems.length > 0) {
    const code = problems.every(({ message }) => message === onlyOneTable) ? 'invalid_attachments' : 'invalid_blocks';
    const words = problems.map(inWords);
    refuse(code, { errors: words, response_metadata: { messages: words.map((one) => `[ERROR] ${one}`) } });
  }
  return blocks;
}

function attachmentsOf(attachments: unknown): Json[] {
  if (absent(attachments)) return [];
  if (!Array.isArray(attachments) || !attachments.every(isObject)) refuse('invalid_attachments');
  if (attachments.length > mostAttachments) refuse('too_many_attachments');
  for (const { blocks } of attachments) blocksOf(blocks);
  return attachments as Json[];
}

function metadataOf(metadata: unknown): Json | undefined {
  if (absent(metadata)) return undefined;
  if (!isObject(metadata)) refuse('invalid_metadata_format');
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || event_type === '' || !isObject(event_payload))
    refuse('invalid_metadata_schema');
  if (JSON.stringify(metadata).length > mostMetadata) refuse('metadata_too_large');
  return metadata;
}
