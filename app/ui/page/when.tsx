type WhenProps = {
  at: string | Date;
  /** "3 November 2026" in text, "3 Nov 2026" in tables, or to the minute. */
  as?: keyof typeof formats;
};

const date = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
const formats = {
  day: new Intl.DateTimeFormat("en-GB", { ...date, month: "long" }),
  short: new Intl.DateTimeFormat("en-GB", date),
  minute: new Intl.DateTimeFormat("en-GB", {
    ...date,
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }),
};

/** A moment as a date, in UTC, the same for server, browser and cache. */
export function When({ at, as = "day" }: WhenProps) {
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} className="whitespace-nowrap tabular-nums">
      {formats[as].format(moment)}
    </time>
  );
}
