import { StateDot } from "~/ui/list/state-dot";
import { When } from "~/ui/page/when";

type WakeUp = {
  host: string;
  pokedAt: string | Date | null;
  failingSince: string | Date | null;
  disabledAt: string | Date | null;
};

/** How a device is woken, and whether that works. */
export function WakeUpWords({ wakeUp }: { wakeUp: WakeUp | null }) {
  if (!wakeUp) return <p className="text-muted">No address: it hears of messages when it comes by itself.</p>;
  const { host, pokedAt, failingSince, disabledAt } = wakeUp;
  return (
    <div className="grid gap-2">
      <StateDot state={disabledAt ? "bad" : "good"}>{disabledAt ? "Off" : "On"}</StateDot>
      <p>
        By <code className="wrap-anywhere">{host}</code>, which is told how many messages wait and nothing
        else.
      </p>
      {disabledAt && (
        <p>
          Turned off <When at={disabledAt} as="minute" />, because it did not work. Give an address again to
          turn it on.
        </p>
      )}
      {!disabledAt && failingSince && (
        <p className="text-bad">
          It has failed since <When at={failingSince} as="minute" />; it is tried again.
        </p>
      )}
      {pokedAt && (
        <p className="text-sm text-muted">
          Last woken <When at={pokedAt} as="minute" />
        </p>
      )}
    </div>
  );
}
