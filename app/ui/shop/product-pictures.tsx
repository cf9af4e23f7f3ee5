import { Cover } from "./cover";
import { Gallery } from "./gallery";
import { Picture } from "./picture";
import type { PictureShown } from "./product-tiles";

type ProductPicturesProps = {
  slug: string;
  name: string;
  category: string;
  pictures: readonly PictureShown[];
  srcFor: (file: string, width: number) => string;
};

/** What a product looks like: its pictures, or its cover while it has none. */
export function ProductPictures({ slug, name, category, pictures, srcFor }: ProductPicturesProps) {
  if (pictures.length === 0) return <Cover slug={slug} name={name} category={category} />;
  return (
    <Gallery
      label={`Pictures of ${name}`}
      pictures={pictures.map((picture, index) => ({
        id: picture.file,
        name: picture.alt || `${name}, ${index + 1}`,
        picture: (
          <Picture
            {...picture}
            alt={picture.alt || `${name}, picture ${index + 1}`}
            srcFor={(width) => srcFor(picture.file, width)}
            sizes="(min-width: 48rem) 640px, 100vw"
            eager={index === 0}
          />
        ),
      }))}
    />
  );
}
