import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const EVERY_BYTES = 4_000_000;

type Collect = (options: { type: "minor" }) => void;
let collect: Collect | undefined;
let passed = 0;

/**
 * Notes bytes that were made to be sent. Once sent they are garbage, but garbage that V8 counts to the heap as next to nothing
 * and lets lie by the ten megabytes; a sweep of what is young frees it in a millisecond.
 */
export function sweepAfter(bytes: number) {
  passed += bytes;
  if (passed < EVERY_BYTES) return;
  passed = 0;
  collect ??= getCollect();
  collect({ type: "minor" });
}

function getCollect(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}
