/**
 * What may stand before the digits: of the registers of England and Wales (none), Scotland and Northern
 * Ireland, and of each kind of body that Companies House keeps.
 */
const withSixDigits =
  /^(?:AC|CE|CS|FC|FE|GE|GN|GS|IC|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|RC|SA|SC|SE|SF|SG|SI|SL|SO|SR|SZ|ZC|\d\d)\d{6}$/;
/** Registered societies, whose numbers may end in letters, and the first societies of Scotland. */
const ofSocieties = /^(?:IP|SP|RS)\d{1,6}[A-Z]{0,2}$/;
const whole = 8;

/**
 * A number as Companies House writes it: eight characters, the digits filled up with zeros, which
 * spreadsheets drop. Undefined for a text that is no such number, which is never guessed at.
 */
export function readCompanyNumber(text: string): string | undefined {
  const [, prefix = '', digits = '', end = ''] =
    /^([A-Z]{0,2})(\d{1,8})([A-Z]{0,2})$/.exec(text.replace(/\s/g, '').toUpperCase()) ?? [];
  const number = prefix + digits.padStart(whole - prefix.length - end.length, '0') + end;
  const isNumber = withSixDigits.test(number) || ofSocieties.test(number);
  return isNumber && number.length === whole && /[1-9]/.test(digits) ? number : undefined;
}
