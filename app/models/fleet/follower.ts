import { keepPosition } from "./position";

type Numbered = { seq: number };
type Options<Row> = {
  /** The newest number when it begins: what was before needs no telling. */
  start: number;
  /** What there is behind a number, `most` at a time. */
  read: (after: number, most: number) => Promise<Row[]>;
  most: number;
  tell: (news: Row[]) => void;
  onError: (error: unknown) => void;
};

/** Reads what other processes did, in order, whenever it is woken. What could not be read is read with the next wake. */
export function follow<Row extends Numbered>({ start, read, most, tell, onError }: Options<Row>) {
  const position = keepPosition(start);
  let wanted = false;
  let running: Promise<void> | null = null;

  async function run() {
    try {
      while (wanted) {
        wanted = false;
        const rows = await read(position.heard(), most);
        const news = position.hear(rows);
        if (news.length > 0) tell(news);
        if (rows.length === most) wanted = true;
      }
    } catch (error) {
      onError(error);
    }
    running = null;
  }

  return {
    did: position.did,
    wake() {
      wanted = true;
      running ??= run();
    },
    /** Reads no further. Ends with what is under way. */
    async stop() {
      wanted = false;
      await running;
    },
  };
}
