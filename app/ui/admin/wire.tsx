type WireProps = {
  /** The first line: `POST /hooks` or `HTTP 204`. */
  line: string;
  headers: Readonly<Record<string, string>>;
  body?: string | null;
};

/** A request or an answer as it went over the wire. */
export function Wire({ line, headers, body }: WireProps) {
  return (
    <pre className="overflow-x-auto rounded-base border border-line bg-raised px-4 py-3 font-mono text-sm break-all whitespace-pre-wrap">
      <code>
        {line}
        {Object.entries(headers).map(([name, value]) => `\n${name}: ${value}`)}
        {body && `\n\n${body}`}
      </code>
    </pre>
  );
}
