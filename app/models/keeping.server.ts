const EVERY_MS = 1_000;

/**
 * Writes down what gathers in memory: a second after the first of it, one write at a time, off the path of any request. `write`
 * answers whether more is waiting. `finish` writes the rest.
 */
export function keeping(write: () => Promise<boolean>, onError: (error: unknown) => void) {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  async function run() {
    timer = undefined;
    try {
      writing = write().then((more) => {
        if (more) soon();
      });
      await writing;
    } catch (error) {
      onError(error);
    } finally {
      writing = undefined;
    }
  }
  function soon() {
    timer ??= setTimeout(() => void (writing ?? Promise.resolve()).then(run, run), EVERY_MS).unref();
  }
  return {
    soon,
    async finish() {
      await writing?.catch(() => undefined);
      while (timer) {
        clearTimeout(timer);
        await run();
      }
    },
  };
}
