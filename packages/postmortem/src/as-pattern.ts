/** A text as a pattern that matches it and nothing else, also in a pattern with the flag `u`. */
export const asPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
