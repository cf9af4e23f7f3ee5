import { href, Link, redirect } from "react-router";
import { authenticate } from "~/auth/authenticator.server";
import { signInAndGoTo } from "~/auth/signing-in.server";
import { userContext } from "~/contexts";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { safeRedirect } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { JoinInput } from "~/models/user/input";
import { hashPassword } from "~/models/user/password.server";
import { joinAsCustomer } from "~/models/user/registration.server";
import { NewcomerForm } from "~/ui/account/newcomer-form";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/join";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export function loader(args: Route.LoaderArgs) {
  if (args.context.get(userContext)) throw redirect(targetOf(args), 303);
  return { token: formToken(args, href("/join")), login: `${href("/login")}${args.url.search}` };
}

export async function action(args: Route.ActionArgs) {
  const enter = ({ id }: { id: string }) =>
    signInAndGoTo(args, targetOf(args), {
      userId: id,
      text: "Your account is ready, and you are signed in.",
    });
  const options = {
    schema: JoinInput,
    hideFields: ["password"],
    prepare: (input: JoinInput) => hashPassword(input.password),
    repeat: async (input: JoinInput) => enter(await authenticate(args.request, input)),
  };
  return formAction(args, options, async ({ name, email }, passwordHash) =>
    enter(await joinAsCustomer({ name, email, passwordHash })),
  );
}

const targetOf = ({ url }: { url: URL }) =>
  safeRedirect(url.searchParams.get("redirectTo"), href("/account"));

export const meta: Route.MetaFunction = ({ matches }) => titled("Join", matches);

export default function Join({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageHeader title="Join" lead="With an account you can review what you use. That is all it is for." />
      <NewcomerForm id="join" token={loaderData.token} result={actionData?.result} verb="Make my account" />
      <p className="pt-10 text-muted">
        You have one already? <Link to={loaderData.login}>Sign in</Link>
      </p>
    </>
  );
}
