import { Link } from "react-router";
import { Told } from "./told";

type ChapterListProps = { chapters: readonly { to: string; name: string; description: string }[] };

/** Where to read on, each with what is there. */
export function ChapterList({ chapters }: ChapterListProps) {
  return (
    <ul className="grid">
      {chapters.map(({ to, name, description }) => (
        <li key={to} className="grid gap-x-6 border-b border-line py-3 first:border-t sm:grid-cols-4">
          <Link to={to} className="justify-self-start font-medium">
            {name}
          </Link>
          <span className="text-muted sm:col-span-3">
            <Told text={description} />
          </span>
        </li>
      ))}
    </ul>
  );
}
