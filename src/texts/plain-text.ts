import { decodeText, encodingSniffer } from '../csv/encoding.ts';
import { Problem } from '../problem.ts';
import { addInGroups, type DocumentText, NoText, partGatherer } from './text-part.ts';

/** What stands in a text beside letters are tabs and line ends; other control signs are of a program. */
const ofNoText = /(?![\t\n\v\f\r\u0085])\p{Cc}/u;

/** The text of a file that is nothing else, such as a mail or CSV; refuses what is no text. */
export async function plainText(bytes: Uint8Array): Promise<DocumentText> {
  const text = await decoded(bytes);
  if (ofNoText.test(text)) throw noText();
  const gatherer = partGatherer();
  addInGroups(gatherer, text.split(/\r\n|\r|\n/), 'line');
  return gatherer.take('text/plain');
}

async function decoded(bytes: Uint8Array): Promise<string> {
  try {
    const sniffer = encodingSniffer();
    sniffer.look(bytes);
    const pieces: string[] = [];
    for await (const piece of decodeText(once(bytes), sniffer.decide())) pieces.push(piece);
    return pieces.join('').replace(/^\ufeff/, '');
  } catch (error) {
    throw error instanceof Problem ? noText() : error;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const noText = () => new NoText('It is no text, PDF or Word document.');
