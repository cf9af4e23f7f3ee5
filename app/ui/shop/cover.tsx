import { useId } from "react";
import { CoverPattern } from "./cover-pattern";
import { coverTraits } from "./cover-traits";

type CoverProps = {
  /** The same slug always draws the same cover. */
  slug: string;
  name: string;
  /** The slug of the category, which gives the pigment. */
  category: string;
  /** True where the product's name stands beside it. */
  decorative?: boolean;
};

/** Stands in for a picture: the bound book of a workshop, its initial on drawn paper. */
export function Cover({ slug, name, category, decorative = false }: CoverProps) {
  const id = useId();
  const { hue, pattern, initial } = coverTraits({ slug, name, category });
  const paper = `light-dark(oklch(.925 .02 ${hue}),oklch(.265 .022 ${hue}))`;
  const spine = `light-dark(oklch(.84 .04 ${hue}),oklch(.35 .045 ${hue}))`;
  const ink = `light-dark(oklch(.4 .085 ${hue}),oklch(.83 .065 ${hue}))`;
  return (
    <svg
      viewBox="0 0 320 200"
      color={ink}
      className="aspect-8/5 w-full rounded-base"
      role="img"
      aria-label={`Cover of ${name}`}
      aria-hidden={decorative || undefined}
    >
      <CoverPattern id={id} kind={pattern} />
      <path fill={paper} d="M0 0h320v200H0z" />
      <path fill={`url(#${id})`} d="M0 0h320v200H0z" />
      <path fill={spine} d="M0 0h20v200H0z" />
      <text
        x="44"
        y="172"
        className="font-serif"
        fontSize="150"
        fill="currentColor"
        stroke={paper}
        strokeWidth="14"
        strokeLinejoin="round"
        paintOrder="stroke"
      >
        {initial}
      </text>
    </svg>
  );
}
