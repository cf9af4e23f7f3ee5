import { Cover } from "./cover";
import { Picture } from "./picture";
import { ProductCard } from "./product-card";
import { ProductGrid } from "./product-grid";

export type TileShown = {
  slug: string;
  name: string;
  summary: string;
  priceCents: number;
  currency: string;
  category: { slug: string; name: string };
  picture: PictureShown | null;
};

export type PictureShown = { file: string; widths: number[]; alt: string; width: number; height: number };

type ProductTilesProps = {
  tiles: readonly TileShown[];
  hrefFor: (slug: string) => string;
  srcFor: (file: string, width: number) => string;
  /** How many at the start are in view when the page opens. */
  eager?: number;
};

/** A shelf of products, each with its first picture or its cover. */
export function ProductTiles({ tiles, hrefFor, srcFor, eager = 0 }: ProductTilesProps) {
  return (
    <ProductGrid>
      {tiles.map(({ picture, category, ...tile }, index) => (
        <ProductCard
          key={tile.slug}
          to={hrefFor(tile.slug)}
          {...tile}
          picture={
            picture ? (
              <Picture
                {...picture}
                alt=""
                srcFor={(width) => srcFor(picture.file, width)}
                sizes="(min-width: 64rem) 357px, 46vw"
                eager={index < eager}
              />
            ) : (
              <Cover slug={tile.slug} name={tile.name} category={category.slug} decorative />
            )
          }
        />
      ))}
    </ProductGrid>
  );
}
