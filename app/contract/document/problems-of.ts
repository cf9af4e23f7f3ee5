import type { Operation } from "../operation";
import { type ProblemSlug, problemTold } from "../problems";

/** Every problem that an operation can answer: what follows from what it has, and what it declares itself. */
export function problemsOf({ method, scope, params, body, upload, problems = [] }: Operation): ProblemSlug[] {
  const writes = method !== "GET";
  const slugs: ProblemSlug[] = ["invalid-input", "rate-limited", "internal", "maintenance"];
  if (scope) slugs.push("unauthorized", "forbidden");
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
