import { href } from "react-router";
import { authenticate } from "~/auth/authenticator.server";
import { signInAndGoTo } from "~/auth/signing-in.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage, unknownPage } from "~/http/page";
import { titled } from "~/http/title";
import { requireLink } from "~/models/one-time-link/link.server";
import { ownerExists } from "~/models/site/owner.server";
import { JoinInput } from "~/models/user/input";
import { hashPassword } from "~/models/user/password.server";
import { installOwner } from "~/models/user/registration.server";
import { NewcomerForm } from "~/ui/account/newcomer-form";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/install";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  if (await ownerExists()) unknownPage();
  await orErrorPage(requireLink("install", linkOf(args)));
  return { token: formToken(args, href("/install")) };
}

export async function action(args: Route.ActionArgs) {
  const enter = ({ id }: { id: string }) =>
    signInAndGoTo(args, href("/"), { userId: id, text: "This shop is yours now." });
  const options = {
    schema: JoinInput,
    hideFields: ["password"],
    prepare: (input: JoinInput) => hashPassword(input.password),
    repeat: async (input: JoinInput) => enter(await authenticate(args.request, input)),
  };
  return formAction(args, options, async ({ name, email }, passwordHash) =>
    enter(await installOwner(linkOf(args), { name, email, passwordHash })),
  );
}

const linkOf = ({ url }: { url: URL }) => url.searchParams.get("token") ?? "";

export const meta: Route.MetaFunction = ({ matches }) => titled("Make this shop yours", matches);

export default function Install({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title="Make this shop yours"
        lead="You become its owner, the one who writes the products and decides who else may. This page closes behind you."
      />
      <NewcomerForm
        id="install"
        token={loaderData.token}
        result={actionData?.result}
        verb="Become the owner"
      />
    </>
  );
}
