import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";

type PostTo = { action: string; token: string };
type PictureRowProps = {
  picture: {
    id: string;
    src: string;
    alt: string;
    width: number;
    height: number;
    description: PostTo;
    position: PostTo;
    removal: PostTo;
  };
  /** Its place in the row, from 1. */
  number: number;
  count: number;
};

/** One picture in the back office: what it shows, its place, and away with it. Each button is a form of its own. */
export function PictureRow({ picture, number, count }: PictureRowProps) {
  const { id, src, alt, width, height, description, position, removal } = picture;
  return (
    <li className="grid gap-4 border-b border-line py-6 sm:grid-cols-[12rem_1fr]">
      <img
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        className="aspect-8/5 w-full rounded-base border border-line bg-raised object-cover"
      />
      <div className="grid content-start gap-3">
        <PostForm {...description} className="grid gap-2">
          <input type="hidden" name="before" value={alt} />
          <label htmlFor={`alt-${id}`} className="text-base">
            What picture {number} shows
          </label>
          <div className="flex gap-3">
            <input id={`alt-${id}`} name="alt" defaultValue={alt} maxLength={250} autoComplete="off" />
            <SubmitButton kind="plain" className="min-h-12">
              Save
            </SubmitButton>
          </div>
        </PostForm>
        <div className="-ml-2 flex flex-wrap items-center gap-x-2">
          {count > 1 && (
            <PostForm {...position} className="flex">
              {number > 1 && (
                <SubmitButton
                  kind="quiet"
                  name="to"
                  value="earlier"
                  aria-label={`Move earlier: picture ${number}`}
                >
                  Move earlier
                </SubmitButton>
              )}
              {number < count && (
                <SubmitButton
                  kind="quiet"
                  name="to"
                  value="later"
                  aria-label={`Move later: picture ${number}`}
                >
                  Move later
                </SubmitButton>
              )}
            </PostForm>
          )}
          <PostForm {...removal}>
            <SubmitButton kind="quiet" aria-label={`Remove picture ${number}`}>
              Remove
            </SubmitButton>
          </PostForm>
        </div>
      </div>
    </li>
  );
}
