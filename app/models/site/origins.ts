import { z } from "zod";

const MOST = 20;

/** One origin as a browser names it, or null for anything else: a path, a star, `null`. */
export function originOf(text: string) {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.href === `${url.origin}/` && !text.includes("*") ? url.origin : null;
}

/** One origin a line. The shop keeps them as browsers write them, each once. */
export const OriginsForm = z.object({
  origins: z
    .string()
    .max(5_000, "Use at most 5000 characters")
    .default("")
    .transform((text, context) => {
      const lines = text.split(/\s+/).filter(Boolean);
      const wrong = lines.find((line) => originOf(line) === null);
      const origins = [...new Set(lines.map(originOf))].filter((origin) => origin !== null);
      if (wrong === undefined && origins.length <= MOST) return origins;
      const message =
        wrong === undefined
          ? `Name at most ${MOST} origins`
          : `“${wrong.slice(0, 60)}” is no origin: write scheme and host alone, such as https://tools.example`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }),
});

export const WritingOrigins = z.object({ origins: z.array(z.string()) });
export type WritingOrigins = z.infer<typeof WritingOrigins>;
