declare global {
  var atelier: Map<string, unknown> | undefined;
}

/** One instance per process, also when a module is loaded again by hot reload. */
export function once<T>(name: string, make: () => T): T {
  globalThis.atelier ??= new Map();
  if (!globalThis.atelier.has(name)) globalThis.atelier.set(name, make());
  return globalThis.atelier.get(name) as T;
}
