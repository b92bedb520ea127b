/**
 * The colours of pictures: each 3:1 or more on white, told apart by people who see few colours, and never
 * alone: a loss is hatched, stands on the other side of zero and is said in words.
 */
export const colours = {
  ink: '#14213d',
  muted: '#4a5a60',
  rule: '#b9c6ca',
  teal: '#0b5563',
  orange: '#c96f12',
  violet: '#5b4b8a',
  green: '#4f9d69',
  red: '#b3261e',
  grey: '#7a8b90',
} as const;
export type Colour = keyof typeof colours;

/** What a picture is about: the finding as its title, and what it shows, read out in its place. */
export interface PictureHead {
  /** Names it among the pictures of a page. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/** The width of every picture in its own units: small, so that its words can be read on a telephone. */
export const width = 340;

/** How high a line of words is, with the room to the next. */
export const lineHeight = 17;
const unitsASign = 7;

/** What stands on the lines above a bar: its name at the left, its value at the right, below it where both have no room. */
export function headOf(name: string, value: string) {
  const most = Math.floor(width / unitsASign);
  const shown = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const hasRoom = (name.length + value.length + 2) * unitsASign <= width;
  return { name: shown, valueLine: hasRoom ? 0 : lineHeight };
}

/** A whole picture that stands alone, as a file too: its looks are attributes and need no style sheet. */
export function picture({ id, title, summary }: PictureHead, height: number, body: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" role="img" aria-labelledby="${id}-name ${id}-summary" font-family="Inter, system-ui, arial, sans-serif" font-size="13">`,
    `<title id="${id}-name">${escapeText(title)}</title><desc id="${id}-summary">${escapeText(summary)}</desc>`,
    `<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><rect width="3.5" height="6" fill="${colours.red}"/></pattern></defs>`,
    body,
    '</svg>',
  ].join('');
}

/** A rectangle; one that stands for a loss is hatched. */
export function box(
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  fill: Colour | { readonly hatchOf: string },
): string {
  const isHatched = typeof fill !== 'string';
  const look = isHatched
    ? `fill="url(#${fill.hatchOf}-hatch)" stroke="${colours.red}"`
    : `fill="${colours[fill]}"`;
  return `<rect x="${round(at.x)}" y="${round(at.y)}" width="${round(Math.max(at.width, 1))}" height="${round(Math.max(at.height, 0))}" ${look}/>`;
}

/** A line of words; `end` has them end where they would begin. */
export function words(
  x: number,
  y: number,
  content: string,
  look: {
    readonly anchor?: 'start' | 'middle' | 'end';
    readonly bold?: boolean;
    readonly colour?: Colour;
  } = {},
): string {
  const { anchor = 'start', bold = false, colour = 'ink' } = look;
  return `<text x="${round(x)}" y="${round(y)}" fill="${colours[colour]}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${bold ? ' font-weight="700"' : ''}>${escapeText(content)}</text>`;
}

/** A straight line from one point to another. */
export function rule(
  from: readonly [number, number],
  to: readonly [number, number],
  colour: Colour = 'ink',
): string {
  return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" stroke="${colours[colour]}"/>`;
}

/** A number as a picture has it: a tenth of its unit is finer than anybody sees. */
export const round = (value: number) => Math.round(value * 10) / 10;

/** A text as part of a document. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
