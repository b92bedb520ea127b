import { tooLarge } from './refusal.ts';
import { textCollector } from './text-collector.ts';
import { readXml } from './xml.ts';

const textsMost = 10_000_000;

/** The texts that the cells of a workbook share, by the number that cells name them by. */
export async function readSharedTexts(bytes: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  const collector = textCollector();
  await readXml(bytes, 'sst', {
    open: collector.open,
    text: collector.text,
    close(name) {
      collector.close(name);
      if (name === 'si') texts.push(collector.take());
      if (texts.length > textsMost) throw tooLarge(`it has more than ${textsMost} texts`);
    },
  });
  return texts;
}
