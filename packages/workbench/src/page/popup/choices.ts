/** Something to choose in a list. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly sign?: string | undefined;
  /** The heading it stands under. */
  readonly group?: string | undefined;
}

/** Those that what is typed means: a word of theirs begins so, best first; else it stands anywhere in them. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const query = plain(typed.trim());
  if (query === '') return choices;
  const rank = ({ label, note = '' }: Choice): number => {
    const [name, more] = [plain(label), plain(note)];
    if (name.startsWith(query)) return 0;
    if (name.split(/[\s._-]+/).some((word) => word.startsWith(query))) return 1;
    if (name.includes(query)) return 2;
    return more.includes(query) ? 3 : 4;
  };
  const found = choices.map((choice) => ({ choice, at: rank(choice) })).filter(({ at }) => at < 4);
  // Headings hold their own together, so within groups the order stays.
  if (found.some(({ choice }) => choice.group !== undefined)) return found.map(({ choice }) => choice);
  return found.sort((a, b) => a.at - b.at).map(({ choice }) => choice);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
