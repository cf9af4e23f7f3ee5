import { mkdirSync } from "node:fs";
export async function lockDataDir(dataDir: string) {
  mkdirSync(dataDir, { recursive: true });
  return () => {};
}
