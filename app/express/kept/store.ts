type Kept = { bytes: number; tags: ReadonlySet<string> };

/** So many addresses are remembered as asked for. Each costs four bytes. */
const REMEMBERED = 65_536;

/**
 * Answers by their address, `limitBytes` of them at most: what nobody has asked for longest goes first. Only an address that is
 * asked for again is wanted, so that addresses which somebody makes up push nothing out.
 */
export function answerStore<K extends Kept>(limitBytes: number) {
  const answers = new Map<string, K>();
  const asked = new Uint32Array(REMEMBERED);
  let bytes = 0;
  let drops = 0;

  function remove(address: string) {
    bytes -= answers.get(address)?.bytes ?? 0;
    answers.delete(address);
  }

  return {
    /** How often something was dropped. What was begun before a drop is not to be kept after it. */
    drops: () => drops,
    bytes: () => bytes,

    get(address: string): K | undefined {
      const found = answers.get(address);
      if (found) {
        // Set anew, it is the youngest again.
        answers.delete(address);
        answers.set(address, found);
      }
      return found;
    },

    /** Whether an answer to this address is worth keeping. Remembers that it was asked for. */
    wants(address: string) {
      const mark = hashOf(address);
      const isKnown = asked[mark % REMEMBERED] === mark;
      asked[mark % REMEMBERED] = mark;
      return isKnown;
    },

    keep(address: string, answer: K) {
      remove(address);
      answers.set(address, answer);
      bytes += answer.bytes;
      for (const oldest of answers.keys()) {
        if (bytes <= limitBytes) break;
        remove(oldest);
      }
    },

    drop(tags: readonly string[] | "everything") {
      if (tags.length === 0) return;
      drops++;
      const gone = new Set(tags === "everything" ? [] : tags);
      for (const [address, answer] of answers) {
        if (tags === "everything" || [...answer.tags].some((tag) => gone.has(tag))) remove(address);
      }
    },
  };
}

/** FNV-1a. */
function hashOf(text: string) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
