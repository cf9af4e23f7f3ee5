import { Failure } from "~/models/failure";

/** An id from an address. What cannot be the id of a row is missing before a query sees it. */
export function idParam(value: string, noun: string) {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)) {
    throw new Failure("not_found", `${noun} not found`);
  }
  return value;
}
