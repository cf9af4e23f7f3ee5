/** Lines to read or to take along. They wrap, so that nothing has to be scrolled sideways. */
export function CodeBlock({ code }: { code: string }) {
  return (
    <pre className="min-w-0 rounded-base border border-line bg-raised px-4 py-3 font-mono text-sm break-words whitespace-pre-wrap">
      <code className="text-[1em]">{code}</code>
    </pre>
  );
}
