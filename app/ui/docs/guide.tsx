import type { ReactNode } from "react";
import { Told } from "./told";

/** Parts of a text, each under a heading of its own. */
export function Guide({ children }: { children: ReactNode }) {
  return <div className="border-b border-line">{children}</div>;
}

type GuidePartProps = { title: string; id: string; text?: readonly string[]; children?: ReactNode };

export function GuidePart({ title, id, text = [], children }: GuidePartProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="grid gap-4 border-t border-line py-10">
      <h2 id={`${id}-title`}>{title}</h2>
      {text.map((paragraph) => (
        <p key={paragraph}>
          <Told text={paragraph} />
        </p>
      ))}
      {children}
    </section>
  );
}
