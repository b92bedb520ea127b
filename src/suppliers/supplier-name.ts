/** How companies end their names; the same company is written with and without, short and long. */
const endings = /^(?:ltd|limited|plc|llp|lp|cic|cio|inc|llc|co|company|uk)$/;
const longEndings = [
  'public limited company',
  'limited liability partnership',
  'community interest company',
];

/**
 * A name without what makes no difference: case, accents, punctuation, `&` for `and`, a leading `The`
 * and what kind of company it is. A name that is nothing else stays as it is.
 */
export function plainName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:the )+(?=.)/, '');
  return withoutEnding(words) || words;
}

function withoutEnding(words: string): string {
  const long = longEndings.find((ending) => words.endsWith(` ${ending}`));
  if (long) return withoutEnding(words.slice(0, -long.length - 1));
  const space = words.lastIndexOf(' ');
  return space > 0 && endings.test(words.slice(space + 1))
    ? withoutEnding(words.slice(0, space))
    : words;
}
