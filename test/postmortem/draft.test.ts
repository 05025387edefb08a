import { draftPostmortem, renderCanvas, renderMarkdown, type Sources } from '@tocsin/postmortem';
import { lint } from 'markdownlint/sync';
import { describe, expect, it } from 'vitest';
import { sourcesOf } from './case.ts';
import { tiles } from './cases/tiles.ts';

const sources = sourcesOf(tiles);
const draft = draftPostmortem(sources);
const with_ = (more: Partial<Sources>) => draftPostmortem({ ...sources, ...more });

describe('a draft', () => {
  it('reads as it is kept here', async () => {
    await expect(renderMarkdown(draft)).toMatchFileSnapshot('golden/tiles.md');
    await expect(renderCanvas(draft)).toMatchFileSnapshot('golden/tiles.canvas.md');
  });

  it('is the same byte for byte, whatever order what it is made of came in', () => {
    const { canaryRuns, channel } = sources;
    const turned = { canaryRuns: canaryRuns.toReversed(), channel: { messages: channel.messages.toReversed() } };
    expect(renderMarkdown(with_(turned))).toBe(renderMarkdown(draft));
  });

  it('is Markdown that a linter has nothing to say about', () => {
    // Lines are as long as their sentences.
    const config = { default: true, MD013: false };
    expect(lint({ strings: { draft: renderMarkdown(draft) }, config })).toEqual({ draft: [] });
  });
});
