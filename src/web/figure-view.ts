import type { FastifyReply } from 'fastify';
import type { Figure } from '../charts/figure.ts';
import { type Exactness, tableCells, tableView } from '../charts/table.ts';
import { sendCsv } from './accept.ts';
import { NotThere } from './errors.ts';

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
      { text: `${table.caption}: the table as CSV`, href: `${files}/${figure.id}.csv${query}` },
      ...(figure.svg
        ? [{ text: 'the picture as SVG', href: `${files}/${figure.id}.svg${query}` }]
        : []),
    ],
  }));
}

/** Sends the table of a figure as CSV or its picture as SVG, by the name of the file. */
export function sendFigureFile(
  reply: FastifyReply,
  figures: readonly Figure[],
  file: string,
): FastifyReply {
  const [, id, form] = /^([a-z-]+)\.(csv|svg)$/.exec(file) ?? [];
  const figure = figures.find((each) => each.id === id);
  if (figure && form === 'csv') return sendCsv(reply, figure.id, tableCells(figure.table));
  if (figure?.svg && form === 'svg') {
    reply.header('content-disposition', `attachment; filename="${figure.id}.svg"`);
    return reply.type('image/svg+xml').send(figure.svg);
  }
  throw new NotThere({
    code: 'request.unreadable',
    found: file,
    message: `There is no file ${file} of this page.`,
    remedy: 'Take one of those that the page names.',
  });
}
