import { MultiBar, Presets } from "cli-progress";
import type { Message } from "./message";

const EVERY_MS = 2_000;

/** Shows what a command says: what was asked for on standard output, the rest on standard error, a bar where somebody watches. */
export function openTerminal() {
  const watched = process.stderr.isTTY === true;
  const bars = watched
    ? new MultiBar({ format: "{bar} {value}/{total} rows", hideCursor: true }, Presets.shades_grey)
    : null;
  let bar: ReturnType<MultiBar["create"]> | undefined;
  let toldAt = 0;

  function write(stream: NodeJS.WriteStream, text: string) {
    if (bars && bar && stream.isTTY) bars.log(`${text}\n`);
    else stream.write(`${text}\n`);
  }
  function progress(done: number, total: number) {
    if (bars) {
      bar ??= bars.create(total, 0);
      bar.update(done);
    } else if (done < total && Date.now() - toldAt > EVERY_MS) {
      toldAt = Date.now();
      process.stderr.write(`${done} of ${total} rows\n`);
    }
  }
  return {
    show(message: Message) {
      if (message.kind === "line") write(process.stdout, message.text);
      if (message.kind === "note") write(process.stderr, message.text);
      if (message.kind === "failure") write(process.stderr, message.text);
      if (message.kind === "progress") progress(message.done, message.total);
    },
    close() {
      bars?.stop();
    },
  };
}
