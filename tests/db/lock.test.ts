import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockDataDir } from "~/db/lock.server";

const newFolder = () => path.join(mkdtempSync(path.join(tmpdir(), "atelier-lock-")), "data");

async function secondServer(folder: string) {
  const script = path.join(import.meta.dirname, "hold-lock.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
    cwd: path.resolve(import.meta.dirname, "../.."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

test("a folder has one server; the other is told at once what to do", async () => {
  const folder = newFolder();
  const { said } = await secondServer(folder);
  const asked = performance.now();

  const attempt = lockDataDir(folder);

  await expect(attempt).rejects.toThrow(
    `Another Atelier server already uses ${folder}. Stop it first, or set DATA_DIR to another folder.`,
  );
  expect(said).toBe("held");
  expect(performance.now() - asked).toBeLessThan(500);
});

test("a killed server leaves its folder free in the same moment", async () => {
  const folder = newFolder();
  for (let round = 0; round < 3; round++) {
    const { child, said } = await secondServer(folder);
    child.kill("SIGKILL");
    await once(child, "exit");

    const unlock = await lockDataDir(folder);

    expect(said).toBe("held");
    unlock();
  }
});

test("the folder is shut against this process too, until it is given back", async () => {
  const folder = newFolder();
  const unlock = await lockDataDir(folder);

  await expect(lockDataDir(folder)).rejects.toThrow("already uses");
  const { said } = await secondServer(folder);
  unlock();
  const again = await lockDataDir(folder);
  again();

  expect(said).toMatch(/^FolderInUse: Another Atelier server already uses /);
});
