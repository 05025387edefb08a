/** As much of XML as Route 53 and the load balancers' API write: elements, texts, lists as repeated elements. */
export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [name: string]: Xml };

export function toXml(name: string, value: Xml): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: Xml) => toXml(name, item)).join('');
  if (typeof value !== 'object') return `<${name}>${escape(String(value))}</${name}>`;
  const inner = Object.entries(value as Record<string, Xml>).map(([key, part]) => toXml(key, part));
  return `<${name}>${inner.join('')}</${name}>`;
}

/** An element's children by name: a text, or an object; all in lists, for only the reader knows what repeats. */
export type Parsed = { readonly [name: string]: readonly (Parsed | string)[] };

export function parseXml(text: string): Parsed {
  const tokens = text.replace(/<\?[^<>]*>/g, '').match(/<[^<>]+>|[^<]+/g) ?? [];
  const stack: { name: string; children: Record<string, (Parsed | string)[]>; text: string }[] = [
    { name: '', children: {}, text: '' },
  ];
  for (const token of tokens) {
    const top = stack.at(-1);
    if (!top) throw new Error('The XML closes more than it opened');
    if (token.startsWith('</')) {
      stack.pop();
      const value = Object.keys(top.children).length > 0 ? top.children : unescape(top.text);
      ((stack.at(-1) ?? top).children[top.name] ??= []).push(value);
    } else if (token.startsWith('<')) {
      stack.push({ name: /^<([\w:]+)/.exec(token)?.[1] ?? '', children: {}, text: '' });
    } else top.text += token;
  }
  return stack[0]?.children ?? {};
}

export const textOf = (parent: Parsed | string | undefined, name: string): string | undefined => {
  const value = typeof parent === 'object' ? parent[name]?.[0] : undefined;
  return typeof value === 'string' ? value : undefined;
};
export const childOf = (parent: Parsed | string | undefined, name: string): Parsed | undefined => {
  const value = typeof parent === 'object' ? parent[name]?.[0] : undefined;
  return typeof value === 'object' ? value : undefined;
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
