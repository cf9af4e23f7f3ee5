import type { ReactNode } from "react";
import { When } from "~/ui/page/when";
import { Stars } from "./stars";

type ReviewItemProps = {
  rating: number;
  body: string;
  author: string;
  createdAt: string | Date;
  /** What its author may do with it. */
  actions?: ReactNode;
};

/** A list of `ReviewItem`s. */
export function ReviewList({ children }: { children: ReactNode }) {
  return <ul>{children}</ul>;
}

/** One person's opinion. */
export function ReviewItem({ rating, body, author, createdAt, actions }: ReviewItemProps) {
  return (
    <li className="grid gap-3 border-b border-line py-6 first:pt-0">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-sans text-base font-semibold tracking-normal">{author}</h3>
        <Stars rating={rating} />
      </header>
      <p className="whitespace-pre-line">{body}</p>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 text-sm text-muted">
        <When at={createdAt} />
        {actions}
      </footer>
    </li>
  );
}
