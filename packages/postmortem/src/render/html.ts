import { keyOf } from '../cite.ts';
import type { Block, Citation, Cited, Draft, Row, Section, Sentence } from '../model.ts';
import { clockTime } from '../times.ts';
import { chartSvg } from './chart-svg.ts';
import { style } from './html-style.ts';
import { anchor, html, inlineHtml } from './html-text.ts';
import { oneLine } from './plain.ts';
import { sequenceSvg } from './sequence-svg.ts';

/** Nothing is fetched and nothing runs, whatever stands in the text. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The draft as one page that needs nothing else. */
export function renderHtml(draft: Draft): string {
  const page = new Page(draft.citations);
  const title = `Postmortem: ${oneLine(draft.title)}`;
  const status = `Incident ${html(draft.incident)}, ${draft.status}, drafted ${clockTime(draft.draftedAt)} UTC. All times are UTC.`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${html(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">',
    `<title>${html(title)}</title><style>${style}</style></head><body><main>`,
    `<h1>${html(title)}</h1>`,
    `<p class="meta">${status}${draft.private ? ' <strong>Private: for those who may see the incident.</strong>' : ''}</p>`,
    findingsOf(draft),
    `<nav aria-label="Sections"><ul>${draft.sections.map(({ id, title: name }) => `<li><a href="#${id}">${html(name)}</a></li>`).join('')}</ul></nav>`,
    ...draft.sections.map((section) => page.section(section)),
    page.sources(),
    '</main></body></html>\n',
  ].join('\n');
}

function findingsOf({ findings, sections }: Draft): string {
  if (findings.length === 0) return '';
  const titles = new Map(sections.map(({ id, title }) => [id, title]));
  const items = findings.map(({ section, words, suggestion }) => {
    const where = section === undefined ? '' : `<a href="#${section}">${html(titles.get(section) ?? section)}</a>: `;
    return `<li>${where}<bdi>${html(oneLine(words))}</bdi> <span class="meta">${html(suggestion)}</span></li>`;
  });
  return `<section class="findings" aria-labelledby="findings"><h2 id="findings">Before review</h2><ul>${items.join('')}</ul></section>`;
}

class Page {
  readonly #citations: ReadonlyMap<string, Citation>;
  #figures = 0;

  constructor(citations: readonly Citation[]) {
    this.#citations = new Map(citations.map((one) => [one.key, one]));
  }

  section({ id, title, blocks }: Section): string {
    return `<section aria-labelledby="${id}"><h2 id="${id}">${html(title)}</h2>\n${blocks.map((block) => this.#block(block)).join('\n')}</section>`;
  }

  sources(): string {
    const items = [...this.#citations.values()].map(({ label, words, url }) => {
      const where = url === undefined ? '' : ` ${anchor(url, 'Open')}`;
      return `<li id="s-${html(label)}"><strong>${html(label)}</strong> ${words.map(inlineHtml).join('')}.${where}</li>`;
    });
    return `<section aria-labelledby="sources"><h2 id="sources">Sources</h2><ul class="sources">${items.join('\n')}</ul></section>`;
  }

  #block(block: Block): string {
    switch (block.type) {
      case 'heading':
        return `<h3>${html(block.text)}</h3>`;
      case 'paragraph':
        return `<p>${this.#sentences(block.sentences, ' ')}</p>`;
      case 'list':
        return `<ul>${block.items.map((one) => `<li>${this.#sentence(one)}</li>`).join('')}</ul>`;
      case 'letter':
        return `<div class="letter">${block.sentences.map((one) => `<p>${this.#sentence(one)}</p>`).join('')}</div>`;
      case 'table':
        return this.#table(block.head, block.rows);
      case 'prompt':
        return `<div class="prompt"><p>For people to answer: ${html(block.question)}</p>${block.evidence.length === 0 ? '' : `<ul>${block.evidence.map((one) => `<li>${this.#sentence(one)}</li>`).join('')}</ul>`}</div>`;
      case 'sequence':
        return this.#figure(sequenceSvg(block.figure, this.#nextId()), block.caption);
      case 'chart':
        return this.#figure(chartSvg(block.figure, this.#nextId()), block.caption);
      case 'code':
        return this.#figure(`<pre><code>${html(block.text)}</code></pre>`, block.caption);
      default:
        return block satisfies never;
    }
  }

  #nextId(): string {
    this.#figures += 1;
    return `figure-${this.#figures}`;
  }

  #figure(content: string, caption: Sentence): string {
    return `<figure>${content}<figcaption>${this.#sentence(caption)}</figcaption></figure>`;
  }

  #sentences(sentences: readonly Sentence[], between: string): string {
    return sentences.map((one) => this.#sentence(one)).join(between);
  }

  #sentence({ parts, proposed, sources }: Sentence): string {
    const mark = proposed === undefined ? '' : `<span class="proposed">Proposed, as ${html(proposed)}:</span> `;
    return `${mark}${parts.map(inlineHtml).join('')}${this.#cite({ sources })}`;
  }

  #table(head: readonly string[], rows: readonly Row[]): string {
    const lines = rows.map((row) => {
      const cells = row.cells.map(
        (cell, index) =>
          `<td>${cell.map(inlineHtml).join('')}${index === row.cells.length - 1 ? this.#cite(row) : ''}</td>`,
      );
      return `<tr${row.mark === undefined ? '' : ` class="${row.mark}"`}>${cells.join('')}</tr>`;
    });
    return `<table><thead><tr>${head.map((cell) => `<th scope="col">${html(cell)}</th>`).join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
  }

  #cite({ sources }: Cited): string {
    const shown = sources.flatMap((source) => this.#citations.get(keyOf(source)) ?? []);
    return shown.map(({ label }) => `<sup><a href="#s-${html(label)}">${html(label)}</a></sup>`).join('');
  }
}
