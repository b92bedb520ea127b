/**
 * Writes items of the same key together: what comes while a write of that key is under way goes into the
 * next one. Each promise ends when its own item is written, and fails only with its own write.
 */
export function gathering<Item>(
  write: (key: string, items: readonly Item[]) => Promise<void>,
): (key: string, item: Item) => Promise<void> {
  const waiting = new Map<string, { readonly items: Item[]; readonly written: Promise<void> }>();
  const underWay = new Map<string, Promise<void>>();
  return (key, item) => {
    const batch = waiting.get(key);
    if (batch) {
      batch.items.push(item);
      return batch.written;
    }
    const items = [item];
    const before = underWay.get(key) ?? Promise.resolve();
    const begin = () => {
      waiting.delete(key);
      return write(key, items);
    };
    // A write that failed has told whom it concerned.
    const written = before.then(begin, begin);
    waiting.set(key, { items, written });
    underWay.set(key, written);
    const forget = () => {
      if (underWay.get(key) === written) underWay.delete(key);
    };
    written.then(forget, forget);
    return written;
  };
}
