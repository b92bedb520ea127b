/** Where a sign-in leads to if nothing else was asked for. */
export const firstPage = '/';

const nowhere = 'https://own.invalid';

/**
 * Where to go after a sign-in: a path of this service, or else the first page. Whoever could name
 * another site would have people sign in here and then meet him there.
 */
export function readReturnTo(text: string | undefined): string {
  // Browsers read a backslash as a slash, and leave control characters out.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (!text || text.length > 1000 || !/^\/(?!\/)[^\\\u0000-\u0020\u007f]*$/.test(text)) {
    return firstPage;
  }
  if (!URL.canParse(text, nowhere)) return firstPage;
  const { origin, pathname, search } = new URL(text, nowhere);
  // What was `/.//evil.example` is another site once its dots are gone.
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}` : firstPage;
}
