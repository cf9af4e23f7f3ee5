type WhenProps = { at: string | Date; time?: boolean };

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment as a date, in UTC, the same for server, browser and cache. */
export function When({ at, time = false }: WhenProps) {
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} className="whitespace-nowrap">
      {time ? `${minute.format(moment)} UTC` : day.format(moment)}
    </time>
  );
}
