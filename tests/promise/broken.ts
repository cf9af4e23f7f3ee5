import type { Fact, Promised } from "./promise";

/**
 * What programs relied on and would no longer find, in sentences. What comes in may only be asked for less strictly; what goes
 * out may only become more, and says no less surely than before.
 */
export function broken(before: Promised, now: Promised): string[] {
  const gone = Object.entries(before).flatMap(([place, was]) => {
    const is = now[place];
    if (!is) return [`${place} is gone`];
    return (isAnswer(place) ? poorer(was, is) : stricter(was, is)).map((fault) => `${place} ${fault}`);
  });
  const demanded = Object.entries(now)
    .filter(
      ([place, { required }]) => required && !before[place] && !isAnswer(place) && isKnown(place, before),
    )
    .map(([place]) => `${place} is new and required`);
  return [...gone, ...demanded];
}

const isAnswer = (place: string) => /^(?:event )?\S+ (?:\d{3}|answer)/.test(place);
const above = (place: string) => place.replace(/(?:\.[^.]*|\[\])$/, "");
/** A demand at a place that programs already use. A new optional object or list may demand what it likes inside. */
const isKnown = (place: string, before: Promised) =>
  / body[.[]/.test(place) || place.endsWith("[]")
    ? before[above(place)] !== undefined
    : Object.keys(before).some((known) => known.startsWith(`${place.split(" ")[0]} `));

function stricter(was: Fact, is: Fact) {
  return [
    ...(is.required && !was.required ? ["is now required"] : []),
    ...missing(was.types, is.types, "no longer takes"),
    ...(is.values ? missing(was.values ?? ["any value"], is.values, "no longer takes") : []),
    ...(is.pattern !== was.pattern && is.pattern ? [`now has to match ${is.pattern}`] : []),
    ...Object.entries(is.bounds ?? {}).flatMap(([bound, limit]) =>
      isTighter(bound, was.bounds?.[bound], limit) ? [`has a tighter ${bound}, ${limit}`] : [],
    ),
  ];
}

function poorer(was: Fact, is: Fact) {
  return [
    ...(was.required && !is.required ? ["may now be absent"] : []),
    ...missing(is.types, was.types, "may now be"),
  ];
}

const missing = (wanted: string[], there: string[], verb: string) =>
  there.includes("any") ? [] : wanted.filter((one) => !there.includes(one)).map((one) => `${verb} ${one}`);

function isTighter(bound: string, was: number | undefined, is: number) {
  if (bound.startsWith("min")) return is > (was ?? Number.NEGATIVE_INFINITY) && is > 0;
  return is < (was ?? Number.POSITIVE_INFINITY);
}
