const normal = (name: string) => name.trim().toLowerCase().replace(/\s+/g, ' ');

/** Whether two names are one person's: case and spaces tell nobody apart. */
export function isSamePerson(one: string, other: string): boolean {
  return normal(one) === normal(other);
}
