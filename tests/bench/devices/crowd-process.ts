import { spawn } from "node:child_process";
import path from "node:path";
import { onCore } from "../servers";
import type { Acts } from "./crowd";

type Answer = { id: number; result?: unknown; failure?: string };

/** Starts the process that plays the devices, on the core that the server does not have. */
export function startCrowd() {
  const script = path.join(import.meta.dirname, "crowd.ts");
  const [command = process.execPath, ...rest] = [
    ...onCore(0),
    ...[process.execPath, "--import", "tsx", script],
  ];
  const child = spawn(command, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  process.once("exit", () => child.kill("SIGKILL"));
  const asked = new Map<number, (answer: Answer) => void>();
  let count = 0;
  child.on("message", (answer: Answer) => asked.get(answer.id)?.(answer));
  return {
    /** Has the devices do something, and answers with what came of it. */
    async ask<K extends keyof Acts>(name: K, ...args: Parameters<Acts[K]>) {
      const id = ++count;
      const answered = new Promise<Answer>((resolve) => asked.set(id, resolve));
      child.send({ id, name, args });
      const { result, failure } = await answered;
      asked.delete(id);
      if (failure) throw new Error(`${name}: ${failure}`);
      return result as Awaited<ReturnType<Acts[K]>>;
    },
    end: () => child.kill("SIGKILL"),
  };
}
