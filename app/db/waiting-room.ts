/**
 * Lets `width` works run at a time and the others wait, first come first served. One that takes longer than `patienceMs` keeps
 * running, but no longer keeps the next one out.
 */
export function waitingRoom(width: number, patienceMs: number) {
  const waiting: (() => void)[] = [];
  let free = width;

  function leave() {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return {
    async enter<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let left = false;
      const leaveOnce = () => {
        if (!left) leave();
        left = true;
      };
      const patience = setTimeout(leaveOnce, patienceMs);
      try {
        return await work();
      } finally {
        clearTimeout(patience);
        leaveOnce();
      }
    },
  };
}
