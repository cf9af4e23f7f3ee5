import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { describeBrowser } from "~/models/session/browser";
import { listSessions } from "~/models/session/session.server";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { PageHeader } from "~/ui/page/page-header";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/sessions";

export async function loader(args: Route.LoaderArgs) {
  const user = requireUser(args);
  const sessions = await listSessions(user.id);
  return {
    sessions: sessions.map(({ id, userAgent, ...session }) => {
      const ending = href("/account/sessions/:sessionId/ending", { sessionId: id });
      return {
        ...session,
        browser: describeBrowser(userAgent),
        isThis: id === user.sessionId,
        ending,
        token: formToken(args, ending),
      };
    }),
  };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Where you are signed in", matches);

export default function Sessions({ loaderData: { sessions } }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title="Where you are signed in"
        lead="Each browser you signed in with, until you sign out there or 30 days have passed. If one of them is not yours, end it."
      />
      <Table label="Sessions" columns={["Browser", "Address", "Last seen", ""]}>
        {sessions.map((session) => (
          <Row key={session.ending}>
            <RowHead>
              {session.browser}
              {session.isThis && (
                <span className="block text-sm font-normal">
                  <StateDot state="good">This session</StateDot>
                </span>
              )}
            </RowHead>
            <Cell>
              <code>{session.address}</code>
            </Cell>
            <Cell label="Last seen">
              <When at={session.lastSeenAt} as="minute" />
            </Cell>
            <Cell>
              <PostForm action={session.ending} token={session.token}>
                <SubmitButton kind="quiet">End this session</SubmitButton>
              </PostForm>
            </Cell>
          </Row>
        ))}
      </Table>
    </>
  );
}
