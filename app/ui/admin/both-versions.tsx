import { Versions } from "~/ui/list/versions";
import { ButtonLink } from "~/ui/page/button-link";
import { Notice } from "~/ui/page/notice";

type BothVersionsProps = {
  /** The fields by name, as the form calls them. */
  labels: Record<string, string>;
  mine: Record<string, unknown>;
  theirs: Record<string, unknown>;
  /** The form with what was saved meanwhile. */
  takeTheirs: string;
};

/** Above a form that came too late: what both wrote, and the two ways on. The form below keeps mine. */
export function BothVersions({ labels, mine, theirs, takeTheirs }: BothVersionsProps) {
  const rows = Object.entries(labels)
    .map(([name, field]) => ({ field, mine: textOf(mine[name]), theirs: textOf(theirs[name]) }))
    .filter((row) => row.mine !== "" || row.theirs !== "");
  const differing = rows.filter((row) => row.mine !== row.theirs);
  return (
    <section aria-label="Saved by somebody else meanwhile" className="grid gap-6 pb-10">
      <Notice kind="bad" title="Somebody else saved this while you were writing">
        <p>
          Nothing of yours is lost, and nothing of theirs is overwritten. Save the form below to put your
          version in place of theirs, or mend it first.
        </p>
        <div>
          <ButtonLink to={takeTheirs} reloadDocument>
            Take theirs instead
          </ButtonLink>
        </div>
      </Notice>
      <Versions rows={differing.length > 0 ? differing : rows} />
    </section>
  );
}

/** The name first: a browser sends the parts of a row in another order than the shop keeps them. */
function inOneOrder(row: object) {
  const { name, ...rest } = row as Record<string, unknown>;
  return [
    name,
    ...Object.keys(rest)
      .sort()
      .reverse()
      .map((key) => rest[key]),
  ];
}

/** What a field of a form holds, in one text. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join("\n");
  if (typeof value === "object" && value !== null)
    return inOneOrder(value).map(textOf).filter(Boolean).join(" · ");
  if (typeof value === "boolean") return value ? "on" : "off";
  return value === undefined || value === null ? "" : String(value);
}
