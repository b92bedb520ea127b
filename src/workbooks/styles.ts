import { type NumberFormat, numberFormat } from './number-format.ts';
import { readXml } from './xml.ts';

/** The number format of each style of a workbook, by the number that cells name it by. */
export async function readStyles(bytes: AsyncIterable<Uint8Array>): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let isOfCells = false;
  await readXml(bytes, 'styleSheet', {
    open(name, attributes) {
      const id = Number(attributes.numFmtId?.value ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode?.value ?? '');
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) formats.push(numberFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats;
}
