import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { listNotifications } from "~/models/notification/inbox.server";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { Prose } from "~/ui/page/prose";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/notifications";

/** What one was told: for the owner, questions and reviews of customers. */
export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const notifications = await listNotifications(userId);
  return {
    notifications: notifications.map(({ id, ...told }) => {
      const dismissal = href("/account/notifications/:notificationId/dismissal", { notificationId: id });
      return { ...told, dismissal, token: formToken(args, dismissal) };
    }),
  };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Notifications", matches);

export default function Notifications({ loaderData: { notifications } }: Route.ComponentProps) {
  return (
    <div className="max-w-measure">
      <PageHeader title="Notifications" />
      {notifications.length === 0 && (
        <EmptyState title="Nothing new" help="What happens and concerns you will stand here." />
      )}
      <ul>
        {notifications.map((notification) => (
          <Notification key={notification.dismissal} {...notification} />
        ))}
      </ul>
    </div>
  );
}

type NotificationProps = Route.ComponentProps["loaderData"]["notifications"][number];

function Notification({ title, body, link, createdAt, dismissal, token }: NotificationProps) {
  return (
    <li className="grid gap-3 border-b border-line py-6 first:pt-0">
      <div>
        <h2 className="font-sans text-base font-semibold tracking-normal">{title}</h2>
        <p className="text-sm text-muted">
          <When at={createdAt} as="minute" />
        </p>
      </div>
      <Prose text={body} />
      <div className="flex flex-wrap items-center gap-3">
        {link && (
          <a href={link} className="flex min-h-11 items-center">
            {link.startsWith("mailto:") ? "Answer by mail" : "Show"}
          </a>
        )}
        <PostForm action={dismissal} token={token}>
          <SubmitButton kind="quiet">Put away</SubmitButton>
        </PostForm>
      </div>
    </li>
  );
}
