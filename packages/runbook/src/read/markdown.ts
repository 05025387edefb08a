import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';

/** A runbook longer than this is none; the parser's time grows faster than the text. */
const longest = 256 * 1_024;

/** CommonMark with GitHub's tables, task lists and strikethrough, and front matter between `---` or `+++`. */
export function parseMarkdown(text: string): Root | { readonly unreadable: string } {
  if (text.length > longest) return { unreadable: `it has more than ${longest / 1_024} KB` };
  try {
    return fromMarkdown(text, {
      extensions: [frontmatter(['yaml', 'toml']), gfm()],
      mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), gfmFromMarkdown()],
    });
  } catch (error) {
    // The parser recurses in places; a text made to break it gives a problem like any other.
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
