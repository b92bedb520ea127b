import { Problem } from '../problem.ts';

/** Length is what makes a password hard to guess; rules about its characters do not. */
export const leastCharacters = 12;

/** Longer ones would only keep the service busy. */
const mostCharacters = 200;

/**
 * A password in the form in which it is hashed, so that it is the same from every keyboard. Refuses
 * a short one, and one that is a single character over and over.
 */
export function readPassword(text: string): string {
  const password = normalise(text);
  const characters = [...password];
  if (characters.length > mostCharacters) {
    throw unfit(`The password has more than ${mostCharacters} characters.`);
  }
  if (characters.length < leastCharacters) {
    throw unfit(`The password has fewer than ${leastCharacters} characters.`);
  }
  if (new Set(characters).size === 1) throw unfit('The password is one character over and over.');
  return password;
}

function unfit(message: string): Problem {
  return new Problem({
    code: 'password.unfit',
    column: 'password',
    message,
    remedy: `Use ${leastCharacters} characters or more; three or four words that do not belong together are easy to remember.`,
  });
}

/** A password as typed at a sign-in; nothing for one that cannot have been set. */
export function typedPassword(text: string): string | undefined {
  const password = normalise(text);
  return password === '' || [...password].length > mostCharacters ? undefined : password;
}

const normalise = (text: string) => text.normalize('NFKC');
