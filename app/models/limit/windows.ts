/** What a caller may still do in the minute that began with its first request. */
export type Standing = { allowed: boolean; quota: number; remaining: number; resetSeconds: number };
/** What a window has counted since it was last kept. */
export type Counted = { bucket: string; endsAtMs: number; used: number };

type Window = { endsAtMs: number; used: number; unkept: number };

export const WINDOW_SECONDS = 60;

/**
 * The ends that a window may have that runs now. One that ends later was begun before the clock was set back; processes whose clocks
 * differ by less than a minute still count one window.
 */
export const endsOf = (now: number) => ({ after: now, until: now + 2 * WINDOW_SECONDS * 1_000 });

function isRunning({ endsAtMs }: Window, now: number) {
  const { after, until } = endsOf(now);
  return endsAtMs > after && endsAtMs <= until;
}

/**
 * Requests by caller and minute, in memory. Of more than `cap` callers in a minute the earliest are forgotten: somebody with so
 * many addresses is not held up by a limit on each.
 */
export function countingWindows({ cap }: { cap: number }) {
  // In the order in which they began, so those that ended stand in front.
  const windows = new Map<string, Window>();
  const unkept = new Set<string>();

  function current(bucket: string, now: number) {
    const known = windows.get(bucket);
    if (known && isRunning(known, now)) return known;
    const fresh = { endsAtMs: now + WINDOW_SECONDS * 1_000, used: 0, unkept: 0 };
    windows.delete(bucket);
    unkept.delete(bucket);
    windows.set(bucket, fresh);
    makeRoom(now);
    return fresh;
  }

  function makeRoom(now: number) {
    for (const [bucket, { endsAtMs }] of windows) {
      if (endsAtMs > now && windows.size <= cap) return;
      windows.delete(bucket);
      unkept.delete(bucket);
    }
  }

  function count(bucket: string, window: Window, by: 1 | -1) {
    window.used += by;
    window.unkept += by;
    unkept.add(bucket);
  }

  return {
    size: () => windows.size,
    /** Counts one request, or refuses it and counts nothing. */
    take(bucket: string, quota: number, now = Date.now()): Standing {
      const window = current(bucket, now);
      const allowed = window.used < quota;
      if (allowed) count(bucket, window, 1);
      return standing(window, quota, allowed, now);
    },
    /** Takes one request back. */
    giveBack(bucket: string) {
      const window = windows.get(bucket);
      if (window && window.used > 0) count(bucket, window, -1);
    },
    /** How things stand, without counting. */
    look(bucket: string, quota: number, now = Date.now()): Standing {
      const window = windows.get(bucket);
      if (!window || !isRunning(window, now))
        return { allowed: quota > 0, quota, remaining: quota, resetSeconds: WINDOW_SECONDS };
      return standing(window, quota, window.used < quota, now);
    },
    /** What has not been kept yet, of `most` callers, which from now on counts as kept. */
    gather(most: number): Counted[] {
      const counted: Counted[] = [];
      for (const bucket of unkept) {
        if (counted.length === most) break;
        unkept.delete(bucket);
        const window = windows.get(bucket);
        if (!window) continue;
        counted.push({ bucket, endsAtMs: window.endsAtMs, used: window.unkept });
        window.unkept = 0;
      }
      return counted;
    },
    /** The whole count of a window, this process's and that of others, as it was kept. */
    learn({ bucket, endsAtMs, used }: Counted) {
      const window = windows.get(bucket);
      if (window) Object.assign(window, { endsAtMs, used: Math.max(0, used + window.unkept) });
      else windows.set(bucket, { endsAtMs, used, unkept: 0 });
    },
    hasMore: () => unkept.size > 0,
  };
}

function standing({ used, endsAtMs }: Window, quota: number, allowed: boolean, now: number): Standing {
  const remaining = Math.max(0, quota - used);
  return { allowed, quota, remaining, resetSeconds: Math.max(1, Math.ceil((endsAtMs - now) / 1_000)) };
}
