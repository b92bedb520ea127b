// Reads one document in a process of its own, which can be ended when it takes too long.
import { documentText } from './document-text.ts';

process.once('message', async (bytes) => {
  const text = await documentText(bytes as Uint8Array);
  process.send?.(text, () => process.disconnect());
});
// Nobody waits for the answer any more.
process.once('disconnect', () => process.exit());
process.send?.('ready');
