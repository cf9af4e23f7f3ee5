import { mkdirSync } from "node:fs";
import path from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";

/** The embedded database at a `file:` address; without an address, one in memory. */
export function sqlite(url = ":memory:") {
  const factory = new Factory({ url, timeout: 5000 }, { timestampFormat: "unixepoch-ms" });
  const makeFolder = () => {
    if (url !== ":memory:") mkdirSync(path.dirname(path.resolve(url.replace(/^file:(\/\/)?/, ""))), { recursive: true });
  };
  const check = async () => {
    makeFolder();
    await (await factory.connect()).dispose();
  };
  makeFolder();
  return { factory, check, create: check };
}

class Factory extends PrismaLibSql {
  async connect() {
    return speakingClearly(await super.connect());
  }

  async connectToShadowDb() {
    return speakingClearly(await super.connectToShadowDb());
  }
}

/**
 * The adapter tells a missing table by the first words of a message, which libsql begins with a code; the engine, which asks
 * for a table that the first migration has yet to make, then takes the plain answer for a failure.
 */
function speakingClearly(adapter) {
  const refuse = adapter.onError.bind(adapter);
  adapter.onError = (error) => {
    if (typeof error.message === "string") error.message = error.message.replace(/^SQLITE_\w+: (?=no such table)/, "");
    refuse(error);
  };
  return adapter;
}
