import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Spec } from "~/ui/list/spec";
import { StateDot } from "~/ui/list/state-dot";
import { Actions } from "~/ui/page/actions";
import { Prose } from "~/ui/page/prose";
import { When } from "~/ui/page/when";
import { CopyStates, type CopyStatesProps } from "./copy-states";

type Button = { action: string; token: string } | null;

export type MessageItemProps = CopyStatesProps & {
  told: {
    kind: string;
    title: string;
    text?: string;
    verbatim?: string;
    link?: { href: string; label: string };
    facts?: readonly { term: string; value: string }[];
  };
  at: string | Date;
  isRead: boolean;
  /** Null for the shop. */
  from: string | null;
  to: string | null;
  reading: Button;
  withdrawal: Button;
  dismissal: Button;
};

/** A message: what it is, what it says, how far it got and what one can do with it. */
export function MessageItem({ told, at, isRead, from, to, copies, ...buttons }: MessageItemProps) {
  const { kind, title, text, verbatim, link, facts = [] } = told;
  return (
    <li className="grid gap-3 border-b border-line pt-6 pb-3 first:pt-0 [&_.disclosure]:border-b-0">
      <div className="grid gap-1">
        <h2 className="font-sans text-base font-semibold tracking-normal [overflow-wrap:anywhere]">
          {title}
        </h2>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted wrap-anywhere">
          {!isRead && <StateDot state="good">Unread</StateDot>}
          <span>{kind}</span>
          {from && <span>{`from ${from}${to ? ` to ${to}` : ""}`}</span>}
          <When at={at} as="minute" />
        </p>
      </div>
      {text && (
        <div className="[overflow-wrap:anywhere]">
          <Prose text={text} />
        </div>
      )}
      {verbatim && (
        <pre className="max-h-80 overflow-auto bg-raised p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {verbatim}
        </pre>
      )}
      {facts.length > 0 && <Spec items={facts} />}
      {link && <Elsewhere {...link} />}
      <Buttons title={title} {...buttons} />
      <CopyStates copies={copies} />
    </li>
  );
}

function Elsewhere({ href, label }: { href: string; label: string }) {
  return (
    <a
      href={href}
      rel={href.startsWith("/") ? undefined : "noreferrer"}
      className="flex min-h-11 items-center justify-self-start [overflow-wrap:anywhere]"
    >
      {label}
    </a>
  );
}

type ButtonsProps = Pick<MessageItemProps, "reading" | "withdrawal" | "dismissal"> & { title: string };

function Buttons({ title, reading, withdrawal, dismissal }: ButtonsProps) {
  const buttons = [
    { label: "Mark as read", button: reading },
    { label: "Take back", button: withdrawal },
    { label: "Put away", button: dismissal },
  ];
  if (buttons.every(({ button }) => button === null)) return null;
  return (
    <Actions>
      {buttons.map(
        ({ label, button }) =>
          button && (
            <PostForm key={label} {...button}>
              <SubmitButton kind="quiet" aria-label={`${label}: ${title}`}>
                {label}
              </SubmitButton>
            </PostForm>
          ),
      )}
    </Actions>
  );
}
