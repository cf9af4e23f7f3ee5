import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { When } from "~/ui/page/when";

type Removed = {
  id: string;
  src: string;
  alt: string;
  width: number;
  height: number;
  purgeAt: string | Date;
  restoration: { action: string; token: string };
};

/** Pictures that were taken off the page and can come back. */
export function RemovedPictures({ pictures }: { pictures: readonly Removed[] }) {
  return (
    <ul className="grid border-t border-line">
      {pictures.map(({ id, src, alt, width, height, purgeAt, restoration }) => (
        <li key={id} className="flex flex-wrap items-center gap-4 border-b border-line py-3">
          <img
            src={src}
            alt={alt}
            width={width}
            height={height}
            loading="lazy"
            className="aspect-8/5 w-26 rounded-base border border-line object-cover opacity-60"
          />
          <p className="min-w-40 flex-1 text-base">
            {alt || <span className="text-muted">Not described</span>}
            <span className="block text-sm text-muted">
              Gone for good from <When at={purgeAt} />
            </span>
          </p>
          <PostForm {...restoration}>
            <SubmitButton kind="plain" aria-label={`Put back ${alt || "this picture"}`}>
              Put back
            </SubmitButton>
          </PostForm>
        </li>
      ))}
    </ul>
  );
}
