import type { ServerResponse } from "node:http";

const LOOK_EVERY_MS = 5_000;
const PATIENCE = 6;
/** Whoever takes in less than this from look to look is slower than a bad telephone line. */
const LEAST_BYTES = 5_000;

type Reading = { sent: number; strikes: number };

/** Ends connections that take in an answer so slowly that they only hold memory. */
export function slowReaders() {
  const readings = new Map<ServerResponse, Reading>();
  setInterval(() => look(readings), LOOK_EVERY_MS).unref();
  return (response: ServerResponse) => {
    readings.set(response, { sent: 0, strikes: 0 });
    response.once("close", () => readings.delete(response));
  };
}

function look(readings: Map<ServerResponse, Reading>) {
  for (const [{ socket }, reading] of readings) {
    if (!socket) continue;
    const waiting = socket.writableLength > 0;
    const sent = socket.bytesWritten - socket.writableLength;
    reading.strikes = waiting && sent - reading.sent < LEAST_BYTES ? reading.strikes + 1 : 0;
    reading.sent = sent;
    if (reading.strikes >= PATIENCE) socket.destroy();
  }
}
