type Changed = { userIds: readonly string[]; deviceIds: readonly string[] };
type Told = { userIds: string[]; deviceIds: string[] };

const GATHER_MS = 50;
/** So many ids of 36 characters fit in one notice. */
const AT_ONCE = 180;

/** Tells what has changed a moment later, all of that moment together. What could not be told is told with what comes next. */
export function gatherChanges(say: (changed: Told) => Promise<void>) {
  let gathered = { userIds: new Set<string>(), deviceIds: new Set<string>() };
  let timer: NodeJS.Timeout | undefined;

  async function flush() {
    timer = undefined;
    const { userIds, deviceIds } = gathered;
    gathered = { userIds: new Set(), deviceIds: new Set() };
    const [users, devices] = [[...userIds], [...deviceIds]];
    try {
      for (; users.length > 0; users.splice(0, AT_ONCE))
        await say({ userIds: users.slice(0, AT_ONCE), deviceIds: [] });
      for (; devices.length > 0; devices.splice(0, AT_ONCE))
        await say({ userIds: [], deviceIds: devices.slice(0, AT_ONCE) });
    } catch {
      keep({ userIds: users, deviceIds: devices });
    }
  }
  function keep({ userIds, deviceIds }: Changed) {
    for (const id of userIds) gathered.userIds.add(id);
    for (const id of deviceIds) gathered.deviceIds.add(id);
  }

  return {
    add(changed: Changed) {
      keep(changed);
      timer ??= setTimeout(() => void flush(), GATHER_MS).unref();
    },
    /** Tells what is left. */
    async close() {
      clearTimeout(timer);
      await flush();
    },
  };
}
