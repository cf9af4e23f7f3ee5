import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { UPLOAD_LIMITS } from "~/http/upload.server";
import { Failure } from "~/models/failure";
import { addPictures } from "~/models/image/gallery.server";
import { PicturesForm } from "~/models/image/input";
import { listPictures, listRemovedPictures } from "~/models/image/listing.server";
import { removePictures } from "~/models/image/store.server";
import { storePictures } from "~/models/image/upload.server";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { imageUrl } from "~/models/product/shape";
import { PictureRow } from "~/ui/admin/picture-row";
import { ProductHeader } from "~/ui/admin/product-header";
import { RemovedPictures } from "~/ui/admin/removed-pictures";
import { ErrorSummary } from "~/ui/form/error-summary";
import { FileInput } from "~/ui/form/file-input";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug } = args.params;
  const { id, name, published } = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  const [pictures, removed] = await Promise.all([listPictures(id), listRemovedPictures(id)]);
  const form = (action: string) => ({ action, token: formToken(args, action) });
  const at = (imageId: string) => ({ slug, imageId });
  return {
    product: { name, slug, published },
    token: formToken(args, href("/admin/products/:slug/images", { slug })),
    pictures: pictures.map((picture) => ({
      ...shownOf(picture),
      description: form(href("/admin/products/:slug/images/:imageId/description", at(picture.id))),
      position: form(href("/admin/products/:slug/images/:imageId/position", at(picture.id))),
      removal: form(href("/admin/products/:slug/images/:imageId/removal", at(picture.id))),
    })),
    removed: removed.map(({ purgeAt, ...picture }) => ({
      ...shownOf(picture),
      purgeAt,
      restoration: form(href("/admin/products/:slug/images/:imageId/restoration", at(picture.id))),
    })),
  };
}

type Kept = { id: string; file: string; widths: string; alt: string; width: number; height: number };

/** Rows show the smallest size. */
function shownOf({ id, file, widths, alt, width, height }: Kept) {
  return { id, src: imageUrl(file, Number(widths.split(",", 1)[0])), alt, width, height };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug } = args.params;
  const options = {
    schema: PicturesForm,
    upload: UPLOAD_LIMITS,
    prepare: async (_input: object, files: Parameters<typeof storePictures>[0]) => {
      if (files.length === 0) throw new Failure("invalid", "Choose one picture or more", "pictures");
      return storePictures(files).catch(nameField);
    },
    discard: removePictures,
  };
  return formAction(args, options, async ({ alt }, pictures) => {
    const { id } = await getProductBySlug(slug, { drafts: true });
    await addPictures({ productId: id, pictures, alt }, { actor });
    const told = pictures.length === 1 ? "The picture is there." : `${pictures.length} pictures are there.`;
    return redirectTelling(args, href("/admin/products/:slug/images", { slug }), told);
  });
}

/** What is wrong with a file stands beside the field that it came from. */
function nameField(error: unknown): never {
  throw error instanceof Failure ? new Failure(error.code, error.message, "pictures") : error;
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Pictures of ${loaderData?.product.name ?? "product"}`, matches);

export default function Images({ loaderData, actionData }: Route.ComponentProps) {
  const { product, pictures, removed, token } = loaderData;
  const [form, fields] = useForm<{ pictures: string; alt: string }>({
    id: `pictures-${pictures.length}`,
    lastResult: actionData?.result,
    defaultNoValidate: false,
  });
  return (
    <>
      <ProductHeader {...product} current="images" />
      <Section
        title="On the page"
        lead={
          pictures.length === 0
            ? "None yet: the page shows a drawn cover with the first letter of the name."
            : "The first one is the cover. Describe each for people who cannot see it."
        }
      >
        {pictures.length > 0 && (
          <ol className="grid border-t border-ink">
            {pictures.map((picture, index) => (
              <PictureRow
                key={`${picture.id} ${picture.alt}`}
                picture={picture}
                number={index + 1}
                count={pictures.length}
              />
            ))}
          </ol>
        )}
      </Section>
      <Section
        title="Add pictures"
        lead="PNG, JPEG, WebP, AVIF or GIF, up to 10 at a time and 5 MB each. They are made smaller and stripped of metadata."
      >
        <PostForm
          key={form.id}
          action={href("/admin/products/:slug/images", { slug: product.slug })}
          token={token}
          encType="multipart/form-data"
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          <ErrorSummary form={form} />
          <FileInput
            field={fields.pictures}
            label="Pictures"
            multiple
            required
            accept="image/png,image/jpeg,image/webp,image/avif,image/gif"
          />
          <TextInput
            field={fields.alt}
            label="What they show"
            hint="The same for all of them at first; change each one above afterwards."
            optional
            autoComplete="off"
          />
          <div>
            <SubmitButton>Upload</SubmitButton>
          </div>
        </PostForm>
      </Section>
      {removed.length > 0 && (
        <Section title="Removed" lead="Nobody sees these. Put them back while they are still here.">
          <RemovedPictures pictures={removed} />
        </Section>
      )}
    </>
  );
}
