/** The text with one slip in one of its longer words: a swap, a lost, a wrong or a doubled letter. `seed` chooses. */
export function misspell(text: string, seed: number): string {
  const words = text.split(' ');
  const longer = [...words.keys()].filter((at) => (words[at]?.length ?? 0) >= 5);
  const at = longer[seed % Math.max(longer.length, 1)];
  const word = at === undefined ? undefined : words[at];
  if (at === undefined || word === undefined) return text;
  const letter = 1 + (seed % (word.length - 2));
  const [before, here, next, after] = [
    word.slice(0, letter),
    word.slice(letter, letter + 1),
    word.slice(letter + 1, letter + 2),
    word.slice(letter + 2),
  ];
  const slips = [
    `${before}${next}${here}${after}`,
    `${before}${next}${after}`,
    `${before}e${next}${after}`,
    `${before}${here}${here}${next}${after}`,
  ];
  words[at] = slips[seed % slips.length] ?? word;
  return words.join(' ');
}
