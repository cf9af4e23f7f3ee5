import type { Operation } from "../operation";
import { type ProblemSlug, problemTold } from "../problems";

/** What anything may answer: a key that is not live, or a tag that does not hold, is refused at every verb. */
const ANY: readonly ProblemSlug[] = [
  "invalid-input",
  "unauthorized",
  "precondition-failed",
  "rate-limited",
  "internal",
  "maintenance",
];

/** Every problem that an operation can answer: what follows from what it has, and what it declares itself. */
export function problemsOf({
  method,
  scope,
  device,
  params,
  body,
  upload,
  problems = [],
}: Operation): ProblemSlug[] {
  const writes = method !== "GET";
  const slugs: ProblemSlug[] = [...ANY];
  if (device || (scope && scope !== "any")) slugs.push("forbidden");
  if (writes) slugs.push("cross-site", "too-large");
  if (writes && scope) slugs.push("still-running", "key-reused");
  if (params) slugs.push("not-found");
  if (body || upload) slugs.push("unsupported-media-type");
  return [...new Set([...slugs, ...problems])].sort();
}

/** The problems that share a status, by status. */
export function slugsByStatus(slugs: ProblemSlug[]) {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of slugs) {
    const { status } = problemTold(slug);
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
