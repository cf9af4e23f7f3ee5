import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const probes = path.resolve(import.meta.dirname, "../realtime/probes");
const jars = ["/usr/share/java/okhttp.jar", "/usr/share/java/okio.jar"];
/** Debian's own: another python3 on the path would not have Debian's packages. */
const python = "/usr/bin/python3";

const runs = (program: string, args: string[]) => spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Clients in other languages, as Debian packs them, and how to start a device on each. */
export const foreignClients = {
  python: {
    needs: "python3-socketio with python3-aiohttp",
    present: runs(python, ["-c", "import socketio, aiohttp"]),
    command: (args: string[]) => [python, path.join(probes, "phone.py"), ...args],
  },
  java: {
    needs: "libokhttp-java with a JDK",
    present: jars.every((jar) => existsSync(jar)) && runs("javac", ["-version"]),
    command: (args: string[]) => ["java", "-cp", jars.join(":"), path.join(probes, "Phone.java"), ...args],
  },
};
