import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import { commitGroups } from "./commit-groups";
import { waitingRoom } from "./waiting-room";

/** A disk whose commits are under way until `finish` lets one end, well or badly. */
function slowDisk() {
  const groups: string[][] = [];
  const commits: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const room = waitingRoom(1, 1_000);
  const write = commitGroups<string[]>({
    room,
    begin: async (group) => {
      const written: string[] = [];
      groups.push(written);
      await group(written);
      await new Promise<void>((resolve, reject) => commits.push({ resolve, reject }));
    },
  });
  const turns = async () => {
    for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
  };
  return {
    groups,
    turns,
    say: (word: string) => write(async (written) => written.push(word) && word),
    write,
    async finish(error?: Error) {
      await turns();
      const commit = commits.shift();
      if (error) commit?.reject(error);
      else commit?.resolve();
      await turns();
    },
  };
}

test("those who come during a commit share the next one, in the order they came", async () => {
  const disk = slowDisk();
  const all = [disk.say("ana")];
  await disk.turns();
  all.push(...["ben", "cleo", "dan"].map(disk.say));

  await disk.finish();
  await disk.finish();

  expect(await Promise.all(all)).toEqual(["ana", "ben", "cleo", "dan"]);
  expect(disk.groups).toEqual([["ana"], ["ben", "cleo", "dan"]]);
});

test("nobody hears that it is done before it is on the disk", async () => {
  const disk = slowDisk();
  const heard: string[] = [];
  const all = [disk.say("ana"), disk.write(() => Promise.reject(new Error("sold out")))].map((one) =>
    one.then(
      () => heard.push("done"),
      () => heard.push("refused"),
    ),
  );

  await disk.turns();
  expect(heard).toEqual([]);
  await disk.finish();
  await Promise.all(all);

  expect(heard).toEqual(["done", "refused"]);
});

test("a commit that fails has failed for everybody in it, and for nobody after it", async () => {
  const disk = slowDisk();
  const lost = [disk.say("ana"), disk.say("ben")].map((one) => expect(one).rejects.toThrow("disk full"));
  await disk.finish(new Error("disk full"));
  await Promise.all(lost);

  const cleo = disk.say("cleo");
  await disk.finish();

  expect(await cleo).toBe("cleo");
});

test("everybody writes in the name of their own request", async () => {
  const request = new AsyncLocalStorage<string>();
  const disk = slowDisk();
  const names: (string | undefined)[] = [];
  const all = ["ana", "ben"].map((name) =>
    request.run(name, () => disk.write(async () => names.push(request.getStore()))),
  );

  await disk.finish();
  await Promise.all(all);

  expect(names).toEqual(["ana", "ben"]);
});
