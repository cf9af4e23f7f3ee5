import type { ReactNode } from "react";

type NoticeProps = { kind?: "good" | "bad" | "plain"; title?: string; children: ReactNode };

const edge = { good: "border-good", bad: "border-bad", plain: "border-edge" };

/** Something the page has to say besides its content. */
export function Notice({ kind = "plain", title, children }: NoticeProps) {
  return (
    <div role="status" className={`border-l-3 bg-raised px-4 py-3 ${edge[kind]}`}>
      {title && <p className="font-semibold">{title}</p>}
      <div className="grid gap-2">{children}</div>
    </div>
  );
}
