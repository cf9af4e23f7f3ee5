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
export type SourceOf = (file: string, width: number) => string;

type ProductTilesProps = {
  tiles: readonly TileShown[];
  hrefFor: (slug: string) => string;
  srcFor: SourceOf;
  /** How many at the start are in view when the page opens. */
  eager?: number;
  heading?: "h2" | "h3";
};

/** A shelf of products, each with its first picture or its cover. */
export function ProductTiles({ tiles, hrefFor, srcFor, eager = 0, heading }: ProductTilesProps) {
  return (
    <ProductGrid>
      {tiles.map((tile, index) => (
        <ProductCard
          key={tile.slug}
          to={hrefFor(tile.slug)}
          name={tile.name}
          summary={tile.summary}
          priceCents={tile.priceCents}
          currency={tile.currency}
          heading={heading}
          picture={
            <TilePicture
              tile={tile}
              srcFor={srcFor}
              sizes="(min-width: 64rem) 357px, 46vw"
              eager={index < eager}
            />
          }
        />
      ))}
    </ProductGrid>
  );
}

type TilePictureProps = { tile: TileShown; srcFor: SourceOf; sizes: string; eager?: boolean };

/** The first picture or the cover, beside a name that says what it is. */
export function TilePicture({ tile, srcFor, sizes, eager }: TilePictureProps) {
  const { picture, slug, name, category } = tile;
  if (!picture) return <Cover slug={slug} name={name} category={category.slug} decorative />;
  const source = (width: number) => srcFor(picture.file, width);
  return <Picture {...picture} alt="" srcFor={source} sizes={sizes} eager={eager} />;
}
