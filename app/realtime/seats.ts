import { onJoined, onTold, SILENT_MS, tellFleet } from "~/models/fleet/talk.server";
import type { Who } from "./company";
import { keepElsewhere, type Seat, type Seats } from "./elsewhere";

const GATHER_MS = 100;
const LOOK_EVERY_MS = 4_000;

type Here = {
  seatOf: (who: Who) => Seat;
  everybody: () => Iterable<Who>;
  /** Hears of devices that came to another process or left it. */
  changed: (who: Who) => void;
};

/** Tells the other processes which devices are connected here, and knows which are there. While this process is alone it says nothing. */
export function shareSeats({ seatOf, everybody, changed }: Here) {
  const elsewhere = keepElsewhere(SILENT_MS, changed);
  const moved = new Map<string, Who>();

  // What is not told now is told when the line is open again.
  const tell = (about: string, said?: Seats) => void tellFleet(about, said).catch(() => undefined);
  const tellAll = () => {
    if (!elsewhere.isAlone()) tell("seats", { seats: [...everybody()].map(seatOf), anew: true });
  };
  const tellMoved = () => {
    tell("seats", { seats: [...moved.values()].map(seatOf), anew: false });
    moved.clear();
  };
  function heard(from: string) {
    const isNew = elsewhere.heard(from, Date.now());
    if (isNew) tellAll();
    return isNew;
  }

  onJoined(() => {
    tell("joined");
    tellAll();
  });
  onTold("joined", (_, from) => {
    if (!heard(from)) tellAll();
  });
  onTold("here", (_, from) => {
    if (heard(from)) tell("joined");
  });
  onTold("seats", (said: Seats, from) => {
    heard(from);
    elsewhere.seated(from, said);
  });
  onTold("left", (_, from) => elsewhere.forget(from));
  setInterval(() => elsewhere.forgetSilent(Date.now()), LOOK_EVERY_MS).unref();

  return {
    elsewhere,
    /** A device came, left, or began to hear signals. */
    move({ userId, deviceId }: Who) {
      if (elsewhere.isAlone()) return;
      if (moved.size === 0) setTimeout(tellMoved, GATHER_MS).unref();
      moved.set(deviceId, { userId, deviceId });
    },
  };
}
