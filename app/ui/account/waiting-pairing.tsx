import { Link } from "react-router";
import { QrPicture } from "./qr-picture";

type WaitingPairingProps = {
  code: string;
  secondsLeft: number;
  origin: string;
  picture: { size: number; path: string };
  /** Where one looks whether the device has come. */
  lookAgain: string;
};

/** The code that lets a device in, for people and for cameras. */
export function WaitingPairing({ code, secondsLeft, origin, picture, lookAgain }: WaitingPairingProps) {
  return (
    <section
      aria-label="Your code"
      className="grid items-center gap-6 border-t border-line py-10 sm:grid-cols-[auto_1fr] sm:gap-10"
    >
      <QrPicture {...picture} label={`The address of this shop and the code ${code}, for a camera`} />
      <div className="grid content-center gap-4">
        <p>
          Scan the picture with the app. Or enter the address <code className="wrap-anywhere">{origin}</code>{" "}
          and this code there:
        </p>
        <p className="font-mono text-2xl tracking-wide whitespace-nowrap select-all">{code}</p>
        <p className="text-muted tabular-nums">
          {leftWord(secondsLeft)} left. <Link to={lookAgain}>Look whether the device has come</Link>
        </p>
      </div>
    </section>
  );
}

function leftWord(seconds: number) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [minutes > 0 && `${minutes} min`, (rest > 0 || minutes === 0) && `${rest} s`]
    .filter(Boolean)
    .join(" ");
}
