export function isUniqueViolation(error: unknown, field?: string) {
  if (!(error instanceof Error) || (error as { code?: string }).code !== "P2002") return false;
  return !field || JSON.stringify((error as { meta?: unknown }).meta ?? "").includes(field);
}
