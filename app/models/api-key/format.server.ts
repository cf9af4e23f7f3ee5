import { randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BODY_LENGTH = 30; // 178 bits
const CHECK_LENGTH = 6;

/** `atl_key_` + 30 random characters + their CRC-32, so that a scanner or a typing error is told without the database. */
export function newPrefixedToken(kind: "key" | "dev") {
  const body = Array.from({ length: BODY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `atl_${kind}_${body}${checksum(body)}`;
}

export function isWellFormedToken(kind: "key" | "dev", token: string) {
  const body = new RegExp(`^atl_${kind}_([0-9A-Za-z]{${BODY_LENGTH}})([0-9A-Za-z]{${CHECK_LENGTH}})$`).exec(
    token,
  );
  return body !== null && checksum(body[1] ?? "") === body[2];
}

/** What a list shows of a token. */
export const tokenPrefix = (token: string) => token.slice(0, 12);

function checksum(body: string) {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < CHECK_LENGTH; place++) {
    text = ALPHABET[rest % ALPHABET.length] + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
