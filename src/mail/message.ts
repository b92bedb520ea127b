/** A mail to one person, in plain words. */
export interface Message {
  /** The address that the person is known by. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unprintable = /[\u0000-\u001f\u007f\u2028\u2029]/;

/**
 * Refuses a mail whose subject or receiver holds more than one line: what stands behind a line break
 * would be read as another header of the mail.
 */
export function refuseHeaders({ to, subject }: Message): void {
  if (unprintable.test(to) || unprintable.test(subject) || /[,;<>]/.test(to)) {
    throw new RangeError('a mail has one receiver, and a subject of one line');
  }
}

/** A mail as it stands in a log or on a terminal where there is no server to send it by. */
export function writeMessage({ to, subject, text }: Message): string {
  return [`To: ${to}`, `Subject: ${subject}`, '', text].join('\n');
}
