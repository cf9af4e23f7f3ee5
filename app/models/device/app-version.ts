/** Whether `version` is older than `minimum`, by the numbers between their dots: 1.9 is older than 1.10, and 2.0 is 2. */
export function isOlder(version: string, minimum: string) {
  const ours = numbersOf(version);
  const wanted = numbersOf(minimum);
  for (let place = 0; place < wanted.length; place++) {
    const difference = (ours[place] ?? 0) - (wanted[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** What stands behind a dash or a plus counts for nothing: `2.1.0-beta` passes for 2.1.0. */
const numbersOf = (version: string) => {
  const [numbers = ""] = version.replace(/^v/i, "").split(/[-+]/);
  return numbers.split(".").map((part) => Number.parseInt(part, 10) || 0);
};
