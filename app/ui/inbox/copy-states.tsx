import { StateDot } from "~/ui/list/state-dot";
import { Disclosure } from "~/ui/page/disclosure";
import { When } from "~/ui/page/when";

type State = "queued" | "sent" | "acked" | "read" | "expired" | "withdrawn";

export type CopyStatesProps = {
  /** On a device that has a name, or on so many of other people in the same state. */
  copies: readonly {
    id: string;
    device: string | null;
    count: number;
    state: State;
    at: string | Date | null;
  }[];
};

const words: Record<State, { dot: "good" | "bad" | "off"; word: string }> = {
  queued: { dot: "off", word: "Waits to be fetched" },
  sent: { dot: "off", word: "On its way" },
  acked: { dot: "good", word: "Arrived" },
  read: { dot: "good", word: "Read" },
  expired: { dot: "bad", word: "Expired" },
  withdrawn: { dot: "off", word: "Not needed any more" },
};

/** How far a message got on each device. Nothing for what went to none. */
export function CopyStates({ copies }: CopyStatesProps) {
  const total = copies.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const there = copies
    .filter(({ state }) => state === "acked" || state === "read")
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <Disclosure summary={<span className="text-sm">{summaryOf(there, total)}</span>}>
      <ul className="grid gap-2 text-sm">
        {copies.map(({ id, device, count, state, at }) => (
          <li key={id} className="flex flex-wrap gap-x-3">
            <span className="[overflow-wrap:anywhere]">{device ?? devicesOf(count)}</span>
            <StateDot state={words[state].dot}>{words[state].word}</StateDot>
            {at && (
              <span className="text-muted">
                <When at={at} as="minute" />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

const devicesOf = (count: number) => (count === 1 ? "1 device" : `${count} devices`);
const summaryOf = (there: number, total: number) =>
  there === total ? `On ${devicesOf(total)}` : `On ${there} of ${devicesOf(total)}`;
