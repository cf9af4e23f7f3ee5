import { createHmac } from "node:crypto";
import { secrets } from "~/secrets.server";

/** Without the letters that are taken for digits, and without U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8; // 40 bits
const SELECTOR_LENGTH = 4;

/**
 * The code of a pairing. It is made of the row's id and a key that the database does not hold, so that its page can show it
 * again while the row keeps a hash.
 */
export function codeOf(pairingId: string) {
  const bytes = keyed("pairing code", pairingId).subarray(0, LENGTH);
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** The half by which a code is found: tries at the other half then count for one pairing. */
export const selectorOf = (code: string) => code.slice(0, SELECTOR_LENGTH);

/** Keyed, since a code is short enough for trying them all. */
export const hashCode = (code: string) => keyed("pairing hash", code).toString("hex");

/** As people read it. */
export const spelled = (code: string) => `${code.slice(0, SELECTOR_LENGTH)}-${code.slice(SELECTOR_LENGTH)}`;

const keyed = (purpose: string, text: string) =>
  createHmac("sha256", secrets.sealing[0] ?? "")
    .update(`${purpose}\n${text}`)
    .digest();
