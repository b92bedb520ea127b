import { allRoles, fitsReach, type Role, roles } from '../access/role.ts';
import { Problem } from '../problem.ts';

const mailbox = /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]+$/;

/** An e-mail address as people are known by it: in lower case; undefined for a text that is none. */
export function emailIn(text: string): string | undefined {
  const email = text.trim().normalize('NFC').toLowerCase();
  return email.length <= 254 && mailbox.test(email) ? email : undefined;
}

/** An e-mail address as people are known by it. Refuses what is none. */
export function readEmail(text: string): string {
  const email = emailIn(text);
  if (email !== undefined) return email;
  throw new Problem({
    code: 'request.unreadable',
    column: 'email',
    found: text,
    message: `'${text}' is not an e-mail address.`,
    remedy: 'Write it like head@school.example.',
  });
}

/** A name that journals and records carry; refuses an empty, long or unprintable one. */
export function readPersonName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (name !== '' && name.length <= 100 && !/[\u0000-\u001f\u007f]/.test(name)) return name;
  throw new Problem({
    code: 'request.unreadable',
    column: 'name',
    found: text,
    message: 'A name has 1 to 100 characters that can be printed.',
    remedy: 'Write the name as it should stand in journals, for example "C. Manager".',
  });
}

/** A role by its name, for these schools; refuses an unknown one, or one that does not go with them. */
export function readRole(text: string, urns: readonly string[]): Role {
  const role = allRoles.find((name) => name === text);
  if (!role) {
    throw new Problem({
      code: 'request.unreadable',
      column: 'role',
      found: text,
      message: `'${text}' is no role.`,
      remedy: `Name one of ${allRoles.join(', ')}.`,
    });
  }
  if (fitsReach(role, urns.length > 0)) return role;
  const { title } = roles[role];
  throw new Problem({
    code: 'request.unreadable',
    column: 'schools',
    message:
      urns.length > 0
        ? `The role "${title}" is for the whole trust.`
        : `The role "${title}" is for named schools.`,
    remedy:
      urns.length > 0
        ? 'Leave the schools out, or give another role.'
        : 'Name the schools by their URNs.',
  });
}
