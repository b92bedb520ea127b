/** The longest text that a cell of a spreadsheet can hold. */
export const longestText = 32_767;

/**
 * Gathers the text of a cell from its runs of one look each, without the hints of how to say it.
 * Of a text longer than a cell can hold only so much is kept that this can be told.
 */
export function textCollector() {
  let text = '';
  let isText = false;
  let isHint = false;
  return {
    open(name: string): void {
      if (name === 'rPh') isHint = true;
      isText = name === 't' && !isHint;
    },
    text(more: string): void {
      if (isText && text.length <= longestText) text += more;
    },
    close(name: string): void {
      if (name === 'rPh') isHint = false;
      isText = false;
    },
    take(): string {
      const taken = text;
      text = '';
      return taken;
    },
  };
}

const escaped = /_x([0-9a-f]{4})_/gi;
/** Half a character, or the zero, which no database keeps in a text. */
const unkept = /[\p{Surrogate}\0]/gu;

/** A text as it is meant: characters that XML cannot hold are written as `_x000D_` in it. */
export function plainText(stored: string): string {
  const text = stored.includes('_x')
    ? stored.replace(escaped, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : stored;
  return text.replace(unkept, '\ufffd');
}
