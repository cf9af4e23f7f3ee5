export const coverKinds = ["rules", "dots", "hatch", "waves", "bricks", "stitches"] as const;
export type CoverKind = (typeof coverKinds)[number];

/** Twelve pigments, far enough apart that two categories side by side differ. */
const hues = [45, 230, 145, 20, 285, 95, 195, 330, 65, 255, 120, 305];

/** What a cover looks like, decided by its words alone. */
export function coverTraits({ slug, name, category }: { slug: string; name: string; category: string }) {
  return {
    hue: hues[hash(category) % hues.length] ?? 45,
    pattern: coverKinds[hash(slug) % coverKinds.length] ?? "rules",
    initial: (/\p{L}|\p{N}/u.exec(name)?.[0] ?? "A").toLocaleUpperCase("en"),
  };
}

/** FNV-1a, mixed once more so that words which differ in one letter part ways. */
function hash(text: string) {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 15), 0x90859b4d);
  return (sum ^ (sum >>> 13)) >>> 0;
}
