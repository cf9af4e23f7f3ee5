/**
 * At most `most` pieces of work at a time, the others in the order in which they came; after each the process looks at what else
 * has come in. A thousand devices that come back at once then hold neither its memory nor the people who look at pages.
 */
export function turns(most: number) {
  let free = most;
  const waiting: (() => void)[] = [];

  function next() {
    const first = waiting.shift();
    if (first) first();
    else free += 1;
  }

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      setImmediate(next);
    }
  };
}
