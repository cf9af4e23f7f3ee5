import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { followProduct, follows, unfollowProduct } from "~/models/relay/follow.server";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Actions } from "~/ui/page/actions";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/following";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

/** A page of its own, so that the product's holds nothing that is only for its reader. */
export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const { slug } = args.params;
  const { id, name } = await orErrorPage(getProductBySlug(slug, { drafts: false }));
  return {
    product: { slug, name },
    following: await follows(userId, id),
    token: formToken(args, href("/products/:slug/following", { slug })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  const { slug } = args.params;
  return buttonAction(args, Wanted, async ({ follow }) => {
    const { id: productId, name } = await getProductBySlug(slug, { drafts: false });
    await (follow === "on" ? followProduct : unfollowProduct)({ userId, productId });
    const told =
      follow === "on" ? `You will hear of new versions of ${name}.` : `You follow ${name} no more.`;
    return redirectTelling(args, href("/products/:slug", { slug }), told);
  });
}

const Wanted = z.object({ follow: z.enum(["on", "off"]) });

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return [
    ...titled(`Follow ${loaderData?.product.name ?? ""}`, matches),
    { name: "robots", content: "noindex" },
  ];
}

export default function Following({ loaderData: { product, following, token } }: Route.ComponentProps) {
  const back = href("/products/:slug", { slug: product.slug });
  return (
    <>
      <PageHeader
        back={{ to: back, label: product.name }}
        title={following ? `You follow ${product.name}` : `Follow ${product.name}`}
        lead={
          following
            ? "Each new version is told in your inbox and on your devices."
            : "Then each new version is told in your inbox and on your devices. Nothing else, and you can end it here."
        }
      />
      <PostForm token={token}>
        <input type="hidden" name="follow" value={following ? "off" : "on"} />
        <Actions>
          <SubmitButton>{following ? "Follow no more" : "Follow"}</SubmitButton>
          <ButtonLink to={back}>Cancel</ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}
