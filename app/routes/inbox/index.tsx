import { href, Link } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { addressOf } from "~/http/address";
import { formToken } from "~/http/form-token.server";
import { readQuery } from "~/http/query";
import { titled } from "~/http/title";
import { countUnread, listInbox } from "~/models/inbox/listing.server";
import { InboxQuery, type View } from "~/models/inbox/query";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { MessageItem } from "~/ui/inbox/message-item";
import { useFreshness } from "~/ui/inbox/use-freshness";
import { ViewLinks } from "~/ui/inbox/view-links";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

/** The same messages and notifications as one's devices get. What is done to one leads back to the same view. */
export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const { view = "all", before } = readQuery(args.url, InboxQuery);
  const [{ messages, next }, unread] = await Promise.all([
    listInbox({ userId, view, before }),
    countUnread(userId),
  ]);
  const { search } = args.url;
  const buttonTo = (path: string) => ({ action: `${path}${search}`, token: formToken(args, path) });
  const newest = messages[0]?.seq;
  return {
    view,
    unread,
    messages: messages.map(({ canRead, canWithdraw, canDismiss, seq: _seq, ...message }) => {
      const messageId = message.id;
      return {
        ...message,
        reading: canRead ? buttonTo(href("/inbox/:messageId/reading", { messageId })) : null,
        withdrawal: canWithdraw ? buttonTo(href("/inbox/:messageId/withdrawal", { messageId })) : null,
        dismissal: canDismiss ? buttonTo(href("/inbox/:messageId/dismissal", { messageId })) : null,
      };
    }),
    older: next === null ? null : viewAt(view, next),
    reading: unread > 0 && newest ? { ...buttonTo(href("/inbox/reading")), upTo: newest } : null,
  };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Inbox", matches);

export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { view, unread, messages, older, reading } = loaderData;
  useFreshness(href("/inbox/events"));
  return (
    <div className="max-w-measure">
      <PageHeader
        title="Inbox"
        lead="What the shop and your devices tell you, here and on all of them."
        actions={<ButtonLink to={href("/inbox/new")}>Write</ButtonLink>}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <ViewLinks
          links={Object.entries(views).map(([name, { label }]) => ({
            to: viewAt(name as View),
            label: name === "unread" && unread > 0 ? `${label} (${numberOf(unread)})` : label,
            current: name === view,
          }))}
        />
        {reading && (
          <PostForm action={reading.action} token={reading.token}>
            <input type="hidden" name="upTo" value={reading.upTo} />
            <SubmitButton kind="quiet">Mark all as read</SubmitButton>
          </PostForm>
        )}
      </div>
      {/* For the reading voice: what comes while the page is open is silent otherwise. */}
      <p role="status" className="sr-only">
        {unread === 1 ? "1 unread message" : `${numberOf(unread)} unread messages`}
      </p>
      {messages.length === 0 && <EmptyState {...views[view].empty} />}
      <ul className="border-t border-line pt-6 empty:hidden">
        {messages.map((message) => (
          <MessageItem key={message.id} {...message} />
        ))}
      </ul>
      {older && (
        <p className="pt-6">
          <Link to={older} className="flex min-h-11 items-center">
            Older messages
          </Link>
        </p>
      )}
    </div>
  );
}

const numberOf = (unread: number) => (unread < 1_000 ? String(unread) : "1,000 or more");

const views: Record<View, { label: string; empty: { title: string; help: string } }> = {
  all: {
    label: "All",
    empty: { title: "Nothing here", help: "What happens and concerns you will stand here." },
  },
  unread: { label: "Unread", empty: { title: "Nothing new", help: "You have read everything." } },
  read: { label: "Read", empty: { title: "Nothing read yet", help: "What you have read will stand here." } },
  sent: {
    label: "Sent",
    empty: { title: "Nothing sent", help: "What you write to your devices or the owner will stand here." },
  },
};

const viewAt = (view: View, before?: number) =>
  addressOf(href("/inbox"), { view: view === "all" ? undefined : view, before });
