import encodeQR from "qr";

/** The quiet zone that scanners want around the picture. */
const BORDER = 4;

/** A QR picture of a text: how many squares wide it is, and its dark squares as the path of an SVG of that size. */
export function qrPicture(text: string) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: BORDER });
  return { size: rows.length, path: rows.map(pathOf).join("") };
}

/** The dark runs of a row. */
function pathOf(row: boolean[], y: number) {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
  }
  return path;
}
