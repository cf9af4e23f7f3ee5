/**
 * The network an address lies in: its first `v4` or `v6` bits, of which `v6` is a multiple of 16 and `v4` of 8. Whoever has
 * one IPv6 address usually has 2^64 of them.
 */
export function networkOf(address: string, { v4, v6 }: { v4: 24 | 32; v6: 48 | 64 }) {
  if (!address.includes(":")) {
    const bytes = address.split(".").slice(0, v4 / 8);
    return v4 === 32 ? address : `${bytes.join(".")}.0/${v4}`;
  }
  const groups = groupsOf(address).slice(0, v6 / 16);
  return `${groups.join(":")}::/${v6}`;
}

/** All eight groups, without leading zeros. */
function groupsOf(address: string) {
  // Only the first half is of interest, so an IPv4 ending need not be counted out.
  const written = address
    .toLowerCase()
    .split("%", 1)
    .join("")
    .replace(/[\d.]+\.\d+$/, "0:0");
  const [left = [], right] = written.split("::").map((half) => half.split(":").filter(Boolean));
  const middle = right ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0") : [];
  return [...left, ...middle, ...(right ?? [])].map((group) => group.replace(/^0+(?=.)/, ""));
}
