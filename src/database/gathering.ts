/**
 * Does what is asked of the same key together: what comes in the same turn of the event loop, be it on other
 * connections, and what comes while an act of that key is under way, which goes into the next one. Each promise
 * ends with the act that its own item was in, and fails only with that one; an answer is therefore never older
 * than the question.
 */
export function gathering<Item, Answer>(
  act: (key: string, items: readonly Item[]) => Promise<Answer>,
): (key: string, item: Item) => Promise<Answer> {
  const waiting = new Map<string, { readonly items: Item[]; readonly done: Promise<Answer> }>();
  const underWay = new Map<string, Promise<Answer>>();
  return (key, item) => {
    const batch = waiting.get(key);
    if (batch) {
      batch.items.push(item);
      return batch.done;
    }
    const items = [item];
    const before = underWay.get(key) ?? thisTurn();
    const begin = () => {
      waiting.delete(key);
      return act(key, items);
    };
    // An act that failed has told whom it concerned.
    const done = before.then(begin, begin);
    waiting.set(key, { items, done });
    underWay.set(key, done);
    const forget = () => {
      if (underWay.get(key) === done) underWay.delete(key);
    };
    done.then(forget, forget);
    return done;
  };
}

const thisTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
