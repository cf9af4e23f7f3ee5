/** What one process says to the others: what it is about, and what there is to say of it. */
export type Notice = { about: string; said?: unknown };

/** PostgreSQL carries less than 8000 bytes at once. */
const MOST = 7_800;

/** A notice in as many texts as it needs, ASCII alone. No two are equal: PostgreSQL would leave one out. */
export function textsOf(from: string, notice: Notice): string[] {
  const text = JSON.stringify(notice).replace(/[\u0080-\uffff]/g, escaped);
  const texts: string[] = [];
  for (let at = 0; at < text.length; at += MOST) {
    const sign = at + MOST < text.length ? "+" : ".";
    texts.push(`${from} ${texts.length}${sign}${text.slice(at, at + MOST)}`);
  }
  return texts;
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Puts the texts of each sender together again. What is no notice, somebody else said: nobody hears it. */
export function noticeReader(hear: (notice: Notice, from: string) => void) {
  const begun = new Map<string, string>();
  return (text: string) => {
    const [, from, sign, part] = /^([\w-]+) \d+([+.])(.*)$/s.exec(text) ?? [];
    if (from === undefined || part === undefined) return;
    const said = (begun.get(from) ?? "") + part;
    if (sign === "+") return void begun.set(from, said);
    begun.delete(from);
    hear(JSON.parse(said) as Notice, from);
  };
}
