import { href } from "react-router";
import { z } from "zod";
import { noted, signInAndGoTo } from "~/auth/signing-in.server";
import { buttonAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { titled } from "~/http/title";
import { requireLink, spendLink } from "~/models/one-time-link/link.server";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/sign-in";

export async function loader(args: Route.LoaderArgs) {
  const { user } = await orErrorPage(requireLink("sign-in", linkOf(args)).catch(noted(args, null)));
  return { name: user?.name ?? "", token: formToken(args, href("/sign-in")) };
}

export async function action(args: Route.ActionArgs) {
  return buttonAction(args, z.object({}), async () => {
    const { user } = await spendLink("sign-in", linkOf(args)).catch(noted(args, null));
    return signInAndGoTo(args, href("/account"), { userId: user?.id ?? "", text: "You are signed in." });
  });
}

const linkOf = ({ url }: { url: URL }) => url.searchParams.get("token") ?? "";

export const meta: Route.MetaFunction = ({ matches }) => titled("Sign in", matches);

export default function SignIn({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title={`Welcome back, ${loaderData.name}`}
        lead="This link signs you in on this browser, once."
      />
      <PostForm token={loaderData.token}>
        <SubmitButton>Sign in</SubmitButton>
      </PostForm>
    </>
  );
}
