import { hash } from "node:crypto";
import type { Operation } from "~/contract/operation";
import { Failure } from "~/models/failure";

/** `"3.9f86d0…"`: the version of what the body tells, if it has one, and a hash of its bytes. Alike for all who see the same. */
export function tagOf(body: string, version?: number) {
  const digest = hash("sha256", body, "hex").slice(0, 32);
  return version === undefined ? `"${digest}"` : `"${version}.${digest}"`;
}

/** A tag that somebody sends back: the word between its quotes, without what says how the bytes were packed. */
type Tag = { weak: boolean; word: string; sent: string };
type Tags = "*" | readonly Tag[];
export type Conditions = { match?: Tags; noneMatch?: Tags };

/** What `If-Match` and `If-None-Match` ask (RFC 9110, 13.1). Throws `Failure` invalid for what is no list of tags. */
export function conditionsOf(headers: Headers): Conditions {
  return { match: tagsIn(headers, "If-Match"), noneMatch: tagsIn(headers, "If-None-Match") };
}

/** The versions that one part of a write may meet, said as in `If-Match`. `name` is for the message. */
export function versionsIn(match: string | undefined, name: string) {
  return match === undefined
    ? undefined
    : versionsOf({ match: parseTags(match, name) }, { method: "PATCH", versioned: true });
}

/**
 * What a read under conditions comes to: null for the whole answer, else the tag for a 304. `If-None-Match` compares whole
 * tags, weakly; `If-Match` versions, or whole tags where there are none. Throws `Failure` precondition.
 */
export function unchanged({ match, noneMatch }: Conditions, tag: string): string | null {
  const word = tag.slice(1, -1);
  const version = versionIn(word);
  const isSame = (other: Tag) =>
    !other.weak && (version === undefined ? other.word === word : versionIn(other.word) === version);
  if (match && match !== "*" && !match.some(isSame)) throw changed();
  if (noneMatch === "*") return tag;
  return noneMatch?.find((other) => other.word === word)?.sent ?? null;
}

/**
 * The versions that a write may meet; undefined for any, none for a row that must not be there. The model compares them in
 * the statement that writes, so that of two writers with one tag exactly one wins.
 */
export function versionsOf(
  { match, noneMatch }: Conditions,
  { method, versioned }: Pick<Operation, "method" | "versioned">,
): number[] | undefined {
  if (noneMatch && noneMatch !== "*") {
    throw new Failure("invalid", "On a write, send the tag you have seen in If-Match", "If-None-Match");
  }
  // What a POST makes is not there yet, whatever lies at the address itself.
  if (noneMatch && method !== "POST") return [];
  if (!match || match === "*") return undefined;
  if (!versioned) throw changed();
  return match.flatMap(({ weak, word }) => (weak ? [] : (versionIn(word) ?? [])));
}

/** To a writer who named a version, a stale one is an unmet condition. */
export function asPrecondition(error: unknown) {
  return error instanceof Failure && error.code === "stale" ? changed() : error;
}

const changed = () =>
  new Failure(
    "precondition",
    "This is not what you have seen: read it again, then repeat what still applies",
  );

/** RFC 9110, 8.8.3. */
const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
/** Stands for a tag while the commas are checked. No header has one. */
const PLACE = "\u0000";

function tagsIn(headers: Headers, name: string): Tags | undefined {
  const value = headers.get(name);
  return value === null ? undefined : parseTags(value, name);
}

function parseTags(value: string, name: string): Tags {
  if (value.trim() === "*") return "*";
  const places = value
    .replace(TAG, PLACE)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (places.length === 0 || places.some((part) => part !== PLACE)) throw malformed(name);
  return [...value.matchAll(TAG)].map(([sent, weak, word = ""]) => ({
    sent,
    weak: weak !== undefined,
    word: word.replace(/-(?:br|gz)$/, ""),
  }));
}

const malformed = (name: string) =>
  new Failure("invalid", `Send ${name} as * or as tags in double quotes, such as "3.9f86d081"`, name);

/** The number in front of the dot. */
function versionIn(word: string) {
  const digits = /^(\d{1,9})\./.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
