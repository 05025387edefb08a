/** The smallest part of a Markdown document that people and the draft change on their own. */
export interface Unit {
  readonly text: string;
  /** Line ends between it and what stands before. */
  readonly gap: string;
  /** The text of what stands before it in its own document. */
  readonly after: string;
  readonly type: 'heading' | 'row' | 'item' | 'fence' | 'paragraph';
}

/** A part of a document from one heading of the second level to the next. */
export interface Part {
  /** The heading's text, told apart from others with the same; empty before the first. */
  readonly key: string;
  readonly units: readonly Unit[];
}

/** The parts of a document and what stands at its very end. */
export function partsOf(document: string): { readonly parts: readonly Part[]; readonly tail: string } {
  const { units, tail } = unitsOf(document.replace(/\r\n?/g, '\n'));
  const parts: { key: string; units: Unit[] }[] = [{ key: '', units: [] }];
  const seen = new Map<string, number>();
  for (const unit of units) {
    if (unit.type === 'heading' && unit.text.startsWith('## ')) {
      const times = seen.get(unit.text) ?? 0;
      seen.set(unit.text, times + 1);
      parts.push({ key: `${unit.text} ${times}`, units: [] });
    }
    parts.at(-1)?.units.push(unit);
  }
  return { parts, tail };
}

const typeOf = (line: string): Unit['type'] => {
  if (/^#{1,6} /.test(line)) return 'heading';
  if (/^\s*(`{3,}|~{3,})/.test(line)) return 'fence';
  if (/^\s*\|/.test(line)) return 'row';
  return /^\s*(?:[-*+]|\d+[.)])\s/.test(line) ? 'item' : 'paragraph';
};

function unitsOf(document: string): { units: Unit[]; tail: string } {
  const units: Unit[] = [];
  let [gap, lines, fence]: [string, string[], string | undefined] = ['', [], undefined];
  let type: Unit['type'] = 'paragraph';
  const close = (): void => {
    if (lines.length === 0) return;
    units.push({ text: lines.join('\n'), gap, type, after: units.at(-1)?.text ?? '' });
    [gap, lines] = ['', []];
  };
  const all = document.split('\n');
  for (const [index, line] of all.entries()) {
    const end = index < all.length - 1 ? '\n' : '';
    if (fence !== undefined) {
      lines.push(line);
      if (line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] ?? '`', '') === '') {
        close();
        [gap, fence] = [end, undefined];
      }
      continue;
    }
    if (line.trim() === '') {
      close();
      gap += line + end;
      continue;
    }
    const next = typeOf(line);
    const goesOn = lines.length > 0 && next === 'paragraph' && (type === 'paragraph' || type === 'item');
    if (!goesOn) {
      const before = lines.length > 0;
      close();
      if (before) gap = '\n';
      type = next;
    }
    lines.push(line);
    if (next === 'fence') fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    else if (next !== 'paragraph' && next !== 'item') {
      close();
      gap = end;
    } else if (end === '\n' && all[index + 1]?.trim() === '') {
      close();
      gap = '\n';
    }
  }
  close();
  return { units, tail: gap };
}

/** The units as a document again; what came to stand beside something else keeps its distance. */
export function documentOf(units: readonly Unit[], tail: string): string {
  let text = '';
  let before: Unit | undefined;
  for (const unit of units) {
    text += gapBetween(before, unit) + unit.text;
    before = unit;
  }
  return text + tail;
}

function gapBetween(before: Unit | undefined, unit: Unit): string {
  if (before === undefined) return unit.after === '' ? unit.gap : '';
  if (before.text === unit.after) return unit.gap;
  const together = before.type === unit.type && (unit.type === 'row' || unit.type === 'item');
  return together ? '\n' : '\n\n';
}
