/** A piece of a document's text, with where it stands: `page 3`, `lines 1 to 40`. */
export interface TextPart {
  readonly place: string;
  readonly text: string;
}

/** What a document is by its content, and the text of it that can be searched. */
export interface DocumentText {
  readonly mediaType: string;
  readonly parts: readonly TextPart[];
  /** What of it cannot be searched, and why, in a sentence; null where all of it can. */
  readonly unsearchable: string | null;
}

/** Thrown where a document has no text that can be read; its message is the reason, a sentence. */
export class NoText extends Error {}

/** So much text of one document is searched: 1,500 pages that are closely written. */
const charactersMost = 5_000_000;
/** What PostgreSQL takes as the words of one text is a megabyte, and an excerpt comes from one part. */
const partMost = 20_000;

/** Half a character, or the zero, which no database keeps in a text. */
const unkept = /[\p{Surrogate}\0]/gu;

/** Gathers the text of a document part by part, and no more of it than is searched. */
export function partGatherer() {
  const parts: TextPart[] = [];
  let characters = 0;
  return {
    /** Takes a part; false once no more is taken. */
    add(place: string, text: string): boolean {
      const kept = text
        .replace(unkept, '\ufffd')
        .trim()
        .slice(0, charactersMost - characters);
      for (let at = 0; at < kept.length; at += partMost) {
        parts.push({ place, text: kept.slice(at, at + partMost) });
      }
      characters += kept.length;
      return characters < charactersMost;
    },
    /** All that was taken; a document without a single letter of text is no text. */
    take(mediaType: string): DocumentText {
      if (parts.length === 0) throw new NoText('It holds no text: it may be a scan.');
      const most = charactersMost.toLocaleString('en-GB');
      const isFull = characters >= charactersMost;
      const unsearchable = isFull ? `Only its first ${most} characters are searched.` : null;
      return { mediaType, parts, unsearchable };
    },
  };
}

export type PartGatherer = ReturnType<typeof partGatherer>;

/** A part of lines or paragraphs ends with the one that makes it so long. */
const groupLength = 3000;

/** Adds lines or paragraphs in groups that are told by their numbers, counted from 1. */
export function addInGroups(gatherer: PartGatherer, lines: readonly string[], what: string): void {
  let from = 0;
  let length = 0;
  for (const [index, line] of lines.entries()) {
    length += line.length + 1;
    if (length < groupLength && index < lines.length - 1) continue;
    const place = from === index ? `${what} ${index + 1}` : `${what}s ${from + 1} to ${index + 1}`;
    if (!gatherer.add(place, lines.slice(from, index + 1).join('\n'))) return;
    from = index + 1;
    length = 0;
  }
}
