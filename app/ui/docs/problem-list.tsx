import { Link } from "react-router";
import { Told } from "./told";

type ProblemListProps = { problems: readonly { to: string; title: string; status: number; cause: string }[] };

/** Kinds of problems by their status, each with what it means. */
export function ProblemList({ problems }: ProblemListProps) {
  return (
    <ul className="border-t border-ink">
      {problems.map(({ to, title, status, cause }) => (
        <li
          key={to}
          className="grid items-baseline gap-x-6 gap-y-1 border-b border-line py-3 sm:grid-cols-12"
        >
          <span className="font-mono text-[0.9375rem] text-muted tabular-nums sm:col-span-1">{status}</span>
          <Link to={to} className="justify-self-start font-medium sm:col-span-4">
            {title}
          </Link>
          <span className="text-[0.9375rem] text-muted sm:col-span-7">
            <Told text={cause} />
          </span>
        </li>
      ))}
    </ul>
  );
}
