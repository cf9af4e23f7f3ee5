export type PictureKind = "PNG" | "JPEG" | "WebP" | "AVIF" | "GIF" | "SVG";

/** What the first bytes say a file is, whatever its name and declared type. Null for anything else. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024));
  const signature = signatures.find(({ matches }) => matches(head));
  return signature?.kind ?? null;
}

const word = (head: Buffer, start: number, length: number) => head.toString("latin1", start, start + length);

const signatures: { kind: PictureKind; matches: (head: Buffer) => boolean }[] = [
  { kind: "PNG", matches: (head) => word(head, 0, 8) === "\x89PNG\r\n\x1a\n" },
  { kind: "JPEG", matches: (head) => word(head, 0, 3) === "\xff\xd8\xff" },
  { kind: "WebP", matches: (head) => word(head, 0, 4) === "RIFF" && word(head, 8, 4) === "WEBP" },
  { kind: "AVIF", matches: (head) => word(head, 4, 4) === "ftyp" && brandsOf(head).some(isAvif) },
  { kind: "GIF", matches: (head) => ["GIF87a", "GIF89a"].includes(word(head, 0, 6)) },
  {
    kind: "SVG",
    matches: (head) => /^\uFEFF?\s*<(?:\?xml|!doctype svg|!--|svg)/i.test(head.toString("utf8")),
  },
];

/** The major brand and the compatible ones of an ISO media file. */
function brandsOf(head: Buffer) {
  const size = Math.min(head.readUInt32BE(0), head.length);
  const brands = [word(head, 8, 4)];
  for (let place = 16; place + 4 <= size; place += 4) brands.push(word(head, place, 4));
  return brands;
}

const isAvif = (brand: string) => brand === "avif" || brand === "avis";
