import type { ReactNode } from "react";
import { Actions } from "./actions";
import { REQUEST_ID_ELEMENT } from "./request-id";

type ErrorPageProps = {
  status: number;
  title: string;
  help: ReactNode;
  /** What to quote when writing to the owner. */
  requestId?: string;
  links?: ReactNode;
};

/** What stands where a page should have been: what is wrong, and the ways on. */
export function ErrorPage({ status, title, help, requestId, links }: ErrorPageProps) {
  return (
    <div className="grid justify-items-start gap-4 py-16 md:py-26">
      <p className="font-mono text-sm text-muted">{status}</p>
      <h1 className="md:text-3xl">{title}</h1>
      <p className="text-muted md:text-lg">{help}</p>
      {links && <Actions>{links}</Actions>}
      {requestId && (
        <p className="pt-6 text-sm text-muted">
          If you write to me about this, mention{" "}
          <code id={REQUEST_ID_ELEMENT} className="select-all">
            {requestId}
          </code>
          .
        </p>
      )}
    </div>
  );
}
