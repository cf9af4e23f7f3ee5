import { expect, test } from "vitest";
import { formatCursor, resume } from "./cursor";

const mailbox = { epoch: "e-1", lastSeq: 9, ackedSeq: 4, prunedSeq: 2 };

test("a device goes on behind the last message it saw", () => {
  expect(resume(formatCursor("e-1", 7), mailbox)).toEqual({ seq: 7 });
});

test("a device without a cursor goes on behind the last message it acknowledged", () => {
  expect(resume("", mailbox)).toEqual({ seq: 4 });
});

test.each([
  ["e-2.7", "other_epoch"],
  ["e-1.10", "future"],
  ["e-1.1", "too_old"],
  ["e-1.99999999999999999999", "unreadable"],
  ["e-1.-1", "unreadable"],
  ["e-1.x", "unreadable"],
  ["7", "unreadable"],
  ["\u0000", "unreadable"],
])("the cursor %j asks the device to resync and skips nothing that waits", (after, reason) => {
  expect(resume(after, mailbox)).toEqual({ seq: 4, resync: reason });
});
