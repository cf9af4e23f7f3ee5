import { Cover } from "./cover";
import { Gallery } from "./gallery";
import { Picture } from "./picture";
import type { PictureShown, SourceOf } from "./product-tiles";

type ProductPicturesProps = {
  slug: string;
  name: string;
  category: string;
  pictures: readonly PictureShown[];
  srcFor: SourceOf;
};

/** What a product looks like: its pictures, or its cover while it has none. */
export function ProductPictures({ slug, name, category, pictures, srcFor }: ProductPicturesProps) {
  if (pictures.length === 0) return <Cover slug={slug} name={name} category={category} />;
  return (
    <Gallery
      label={`Pictures of ${name}`}
      pictures={pictures.map((picture, index) => {
        const source = (width: number) => srcFor(picture.file, width);
        const alt = picture.alt || `${name}, picture ${index + 1}`;
        const sizes = "(min-width: 70rem) 637px, (min-width: 48rem) 56vw, 100vw";
        return {
          id: picture.file,
          name: alt,
          picture: <Picture {...picture} alt={alt} srcFor={source} sizes={sizes} eager={index === 0} />,
          thumbnail: <Picture {...picture} alt="" srcFor={source} sizes="80px" />,
        };
      })}
    />
  );
}
