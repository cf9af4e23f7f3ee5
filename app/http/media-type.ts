import { Failure } from "~/models/failure";

/** Which of `wanted` the body is. Throws `Failure` unsupported, also for text that says it is not UTF-8. */
export function mediaTypeOf<T extends string>(headers: Headers, wanted: readonly T[]): T {
  const type = headers.get("Content-Type") ?? "";
  const name = type.split(";", 1)[0]?.trim().toLowerCase();
  const found = wanted.find((one) => one === name);
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1] ?? "utf-8";
  if (!found || !/^utf-?8$/i.test(charset)) {
    throw new Failure("unsupported", `Send the body in UTF-8 with Content-Type: ${wanted.join(" or ")}`);
  }
  return found;
}
