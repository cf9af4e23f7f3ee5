import { Failure } from "~/models/failure";

/** Refuses what no text of the shop may hold: NUL, which PostgreSQL cannot store, and halves of surrogate pairs. */
export function requireText(text: string, path = "") {
  if (text.includes("\u0000") || !text.isWellFormed()) {
    throw new Failure("invalid", "The text has a character that cannot be stored", path || undefined);
  }
}
