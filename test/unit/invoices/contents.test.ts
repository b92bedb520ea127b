import t from 'tap';
import { contentsCounter } from '../../../src/invoices/contents.ts';
import type { ReadRow } from '../../../src/invoices/invoice-reader.ts';
import { lineOf, pounds } from '../lines/given.ts';

const line = (facts: Parameters<typeof lineOf>[0]): ReadRow => ({
  kind: 'line',
  line: lineOf(facts),
});
const day = (text: string) => text as never;

t.test('lines add up, credits below zero, and name their first and last day', async (t) => {
  const contents = contentsCounter();
  contents.count(
    line({
      net: pounds('100.00'),
      vat: pounds('20.00'),
      serviceFrom: day('2025-09-08'),
      serviceTo: day('2025-09-12'),
    }),
  );
  contents.count(
    line({
      net: pounds('-10.00'),
      vat: pounds('-2.00'),
      serviceFrom: day('2025-09-01'),
      serviceTo: day('2025-09-05'),
    }),
  );
  contents.count(
    line({ net: pounds('1.00'), vat: pounds('0.00'), serviceFrom: null, serviceTo: null }),
  );
  const problem = { code: 'date.unreadable', message: '' } as const;
  contents.count({ kind: 'refused', row: 5, net: pounds('50.00'), problem });
  contents.count({ kind: 'total', row: 6, net: pounds('141.00') });
  t.strictSame(contents.end(), {
    lines: 3,
    net: 9100,
    vat: 1800,
    gross: 10900,
    firstDay: '2025-09-01',
    lastDay: '2025-09-12',
  });
});

t.test('a file without lines, or without days', async (t) => {
  const nothing = { lines: 0, net: 0, vat: 0, gross: 0, firstDay: null, lastDay: null };
  t.strictSame(contentsCounter().end(), nothing);
});
