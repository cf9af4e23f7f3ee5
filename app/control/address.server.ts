import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Failure } from "~/models/failure";

/** The kernel's bound for the path of a socket is 104 bytes on macOS and 108 on Linux. */
const MAX_PATH_BYTES = 100;

/**
 * Where the server of a data folder listens for commands: a socket in that folder. Where its path would be too long, a
 * name made from it in a folder of the user's own among the temporary files; on Windows a named pipe.
 */
export function controlAddress(dataDir: string, platform: NodeJS.Platform = process.platform) {
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 24);
  if (platform === "win32") return `\\\\.\\pipe\\atelier-${name}`;
  const plain = path.join(dataDir, "control.sock");
  if (Buffer.byteLength(plain) <= MAX_PATH_BYTES) return plain;
  return path.join(tmpdir(), `atelier-${process.getuid?.()}`, `${name}.sock`);
}

/** Makes the folder of the address. Throws `Failure` forbidden when it lies among the temporary files and others can enter it. */
export function prepareFolder(address: string, dataDir: string) {
  if (address.startsWith("\\\\")) return;
  const folder = path.dirname(address);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (folder === dataDir) return;
  const { uid, mode } = lstatSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0)
    throw new Failure(
      "forbidden",
      `${folder} belongs to somebody else: remove it, or choose a shorter DATA_DIR`,
    );
}
