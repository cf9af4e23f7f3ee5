import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { errorPage, orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { Failure } from "~/models/failure";
import { describePicture } from "~/models/image/gallery.server";
import { DescriptionForm } from "~/models/image/input";
import { listPictures } from "~/models/image/listing.server";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { BothVersions } from "~/ui/admin/both-versions";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/description";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

/** Where a description is mended that did not fit, or that came too late. */
export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug, imageId } = args.params;
  const product = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  const picture = (await listPictures(product.id)).find(({ id }) => id === imageId);
  if (!picture) return errorPage(new Failure("not_found", "Picture not found"));
  const path = href("/admin/products/:slug/images/:imageId/description", { slug, imageId });
  return { name: product.name, alt: picture.alt, token: formToken(args, path) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug, imageId } = args.params;
  return formAction(args, { schema: DescriptionForm }, async ({ alt, before }) => {
    const { id: productId } = await getProductBySlug(slug, { drafts: true });
    await describePicture({ id: idParam(imageId, "Picture"), productId, alt, before }, { actor });
    return redirectTelling(args, href("/admin/products/:slug/images", { slug }), "The description is saved.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("What the picture shows", matches);

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Description(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <DescriptionFields key={`${loaderData.alt} ${actionData?.stale}`} {...props} />;
}

function DescriptionFields({ loaderData, actionData, params }: Route.ComponentProps) {
  const { alt, name, token } = loaderData;
  const [form, fields] = useForm<{ alt: string }>({
    id: "description",
    lastResult: actionData?.result,
    defaultValue: { alt },
    defaultNoValidate: false,
  });
  const images = href("/admin/products/:slug/images", { slug: params.slug });
  return (
    <>
      <PageHeader title="What the picture shows" back={{ to: images, label: `Pictures of ${name}` }} />
      {actionData?.stale && (
        <BothVersions
          labels={{ alt: "Description" }}
          mine={actionData.result.initialValue ?? {}}
          theirs={{ alt }}
          takeTheirs={images}
        />
      )}
      <PostForm token={token} {...getFormProps(form)} className="grid max-w-form gap-6">
        <input type="hidden" name="before" value={alt} />
        <TextInput field={fields.alt} label="Description" maxLength={250} autoComplete="off" />
        <div>
          <SubmitButton>Save description</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
