// A second server, as far as the lock is concerned: holds the folder it is given until it is killed.
import { lockDataDir } from "~/db/lock.server";

await lockDataDir(process.argv[2] ?? "").then(
  () => console.log("held"),
  (error: Error) => console.log(`${error.name}: ${error.message}`),
);
setInterval(() => {}, 1_000);
