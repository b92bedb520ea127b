import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CsvCell, writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import { Refused } from './errors.ts';

const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
} as const;

/** A form in which a list can be had. */
export type Format = keyof typeof mediaTypes;

/**
 * The form that the caller likes best of those offered, the first where it has no wish. A caller
 * that takes none of them is told so, instead of getting what it cannot read.
 */
export function formatOf(request: FastifyRequest, offered: readonly Format[]): Format {
  const wishes = readWishes(request.headers.accept ?? '*/*');
  const liked = offered.map((format) => ({ format, weight: weigh(mediaTypes[format], wishes) }));
  const best = liked.reduce((a, b) => (b.weight > a.weight ? b : a));
  if (best.weight > 0) return best.format;
  throw new Refused(406, {
    code: 'request.unreadable',
    message: `The header Accept asks for ${request.headers.accept}, which is not offered here.`,
    remedy: `Accept one of ${offered.map((format) => mediaTypes[format]).join(', ')}.`,
  });
}

interface Wish {
  readonly range: string;
  readonly weight: number;
}

function readWishes(accept: string): Wish[] {
  return accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { range, weight: quality === undefined ? 1 : Number(quality) || 0 };
  });
}

/** The more closely a wish names a type, the more it counts (RFC 9110, 12.5.1). */
function weigh(mediaType: string, wishes: readonly Wish[]): number {
  const ranges = [mediaType, `${mediaType.split('/')[0]}/*`, '*/*'];
  for (const range of ranges) {
    const wish = wishes.find((candidate) => candidate.range === range);
    if (wish) return wish.weight;
  }
  return 0;
}

/** A table as a file that is safe to open in a spreadsheet. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  { header, cells }: { header: readonly string[]; cells: readonly CsvCell[][] },
): FastifyReply {
  return asCsvFile(reply, name).send(writeSpreadsheetCsv(header, cells));
}

/** Marks an answer as a CSV file of this name, whatever signs the name has. */
export function asCsvFile(reply: FastifyReply, name: string): FastifyReply {
  const plain = `${name}.csv`.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`,
    );
}

/** Marks an answer as one JSON object to a line. */
export function asNdjson(reply: FastifyReply): FastifyReply {
  return reply.type(`${mediaTypes.ndjson}; charset=utf-8`);
}

/** Objects as lines, so that a long list is read and written piece by piece. */
export const writeNdjson = (rows: readonly object[]) =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
