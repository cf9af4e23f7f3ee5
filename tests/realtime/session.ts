/** A step of a recorded session. */
export type Step =
  | { kind: "opens"; device: string }
  | { kind: "closes"; device: string }
  | { kind: "says" | "hears"; device: string; frame: string }
  | { kind: "shop"; action: string; words: string };

const KINDS = { "+": "opens", "-": "closes" } as const;

/**
 * Reads a recorded session, a step a line: `+ phone` and `- phone` open and close its connection, `phone > frame` is what it
 * said, a frame or a request, `phone < frame` what it heard, `! publish Ledgerline` what happened in the shop. `«name»` stands
 * for what differs from one day to the next.
 */
export function stepsOf(text: string): Step[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map(stepOf);
}

function stepOf(line: string): Step {
  const [, sign, device = ""] = /^([+-]) (\w+)$/.exec(line) ?? [];
  if (sign === "+" || sign === "-") return { kind: KINDS[sign], device };
  const [, action, words = ""] = /^! (\w+) ?(.*)$/.exec(line) ?? [];
  if (action) return { kind: "shop", action, words };
  const [, speaker, arrow, frame] = /^(\w+) ([<>]) (.*)$/.exec(line) ?? [];
  if (!speaker || frame === undefined) throw new Error(`not a step: ${line}`);
  return { kind: arrow === ">" ? "says" : "hears", device: speaker, frame };
}

/** What stands for what in this replay, by its name. */
export type Known = Map<string, string>;

/** A recorded frame with what is known filled in. */
export function filled(frame: string, known: Known) {
  return frame.replace(/«([^»]+)»/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`nobody knows «${name}» yet`);
    return JSON.stringify(value).slice(1, -1);
  });
}

/**
 * Whether a frame says at least what the recorded one said: the same packet, and in it every member that was there, with what
 * was in it. More members may have come since. Keeps what stood at a name that is seen for the first time.
 */
export function saysAsMuch(frame: string, recorded: string, known: Known) {
  const [head, body] = parted(frame);
  const [recordedHead, recordedBody] = parted(recorded);
  const learned: Known = new Map(known);
  if (head !== recordedHead || !holds(body, recordedBody, learned)) return false;
  for (const [name, value] of learned) known.set(name, value);
  return true;
}

/** What kind of packet it is, and its JSON. */
function parted(frame: string): [head: string, body: unknown] {
  const at = frame.search(/[[{]/);
  return at < 0 ? [frame, undefined] : [frame.slice(0, at), JSON.parse(frame.slice(at))];
}

function holds(value: unknown, recorded: unknown, known: Known): boolean {
  if (typeof recorded === "string") return holdsText(value, recorded, known);
  if (typeof recorded !== "object" || recorded === null) return value === recorded;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(recorded) && (!Array.isArray(value) || value.length !== recorded.length)) return false;
  return Object.entries(recorded).every(([name, member]) =>
    holds((value as Record<string, unknown>)[name], member, known),
  );
}

function holdsText(value: unknown, recorded: string, known: Known) {
  const name = /^«([^»]*)»$/.exec(recorded)?.[1];
  if (name === undefined) return value === recorded;
  if (name === "") return value !== undefined;
  if (!known.has(name) && typeof value === "string") known.set(name, value);
  return known.get(name) === value;
}
