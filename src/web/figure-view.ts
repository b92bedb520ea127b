import type { FastifyReply } from 'fastify';
import type { Figure } from '../charts/figure.ts';
import { type Exactness, tableCells, tableView } from '../charts/table.ts';
import { type FileSource, tableWorkbook } from '../charts/table-workbook.ts';
import { sendCsv } from './accept.ts';
import { NotThere } from './errors.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Marks an answer as a file to be kept; its name is made of our own letters. */
export function asAttachment(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
}

/** Where the files of the figures of a page lie, and with which filter. */
interface FilesAt {
  readonly files: string;
  readonly query: string;
}

/** Figures as the macros of the pages take them, each with what can be taken away of it. */
export function figureViews(
  figures: readonly Figure[],
  exactness: Exactness,
  { files, query }: FilesAt,
) {
  return figures.map(({ table, ...figure }) => ({
    ...figure,
    table: tableView(table, exactness),
    downloads: [
      {
        text: `${table.caption}: the table as a workbook (XLSX)`,
        href: `${files}/${figure.id}.xlsx${query}`,
      },
      { text: 'as CSV', href: `${files}/${figure.id}.csv${query}` },
      ...(figure.svg
        ? [{ text: 'the picture as SVG', href: `${files}/${figure.id}.svg${query}` }]
        : []),
    ],
  }));
}

/** Sends the table of a figure as XLSX or CSV, or its picture as SVG, by the name of the file. */
export async function sendFigureFile(
  reply: FastifyReply,
  figures: readonly Figure[],
  file: string,
  source: FileSource,
): Promise<FastifyReply> {
  const [, id, form] = /^([a-z-]+)\.(csv|svg|xlsx)$/.exec(file) ?? [];
  const figure = figures.find((each) => each.id === id);
  if (figure && form === 'csv') {
    return sendCsv(reply, figure.id, tableCells(figure.table, source.journal));
  }
  if (figure && form === 'xlsx') {
    const workbook = await tableWorkbook(figure.table, source);
    return asAttachment(reply, `${figure.id}.xlsx`, workbookType).send(workbook);
  }
  if (figure?.svg && form === 'svg') {
    return asAttachment(reply, `${figure.id}.svg`, 'image/svg+xml').send(figure.svg);
  }
  throw new NotThere({
    code: 'request.unreadable',
    found: file,
    message: `There is no file ${file} of this page.`,
    remedy: 'Take one of those that the page names.',
  });
}
