import type { Inline } from '../model.ts';
import { clockTime } from '../times.ts';
import { oneLine, plainWords } from './plain.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text and attribute values, in which nothing is markup. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A part of a sentence. What comes from outside cannot turn the direction of what stands around it. */
export function inlineHtml(part: Inline): string {
  switch (part.type) {
    case 'text':
      return html(plainWords(part));
    case 'strong':
      return `<strong>${html(oneLine(part.text))}</strong>`;
    case 'person':
      return `<bdi>${html(oneLine(part.name))}</bdi>`;
    case 'code':
      return `<code><bdi>${html(oneLine(part.text))}</bdi></code>`;
    case 'quote':
      return `<q><bdi>${html(oneLine(part.text))}</bdi></q>`;
    case 'time':
      return `<time datetime="${html(part.at)}">${html(clockTime(part.at))}</time>`;
    case 'link':
      return anchor(part.url, html(oneLine(part.text)));
    default:
      return part satisfies never;
  }
}

/** A link to the web alone: nothing runs on a click. */
export const anchor = (url: string, content: string): string =>
  /^https?:\/\/[^\s<>"]+$/i.test(url) ? `<a href="${html(url)}" rel="noopener noreferrer">${content}</a>` : content;
