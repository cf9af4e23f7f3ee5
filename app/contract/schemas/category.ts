import { z } from "zod";
import { id, moment, words } from "./members";

export const CategoryRef = z
  .strictObject({ id, slug: words("money"), name: words("Money") })
  .meta({ id: "CategoryRef", description: "The category that a product is in" });

export const Category = CategoryRef.extend({
  parent: CategoryRef.nullable().describe("The category it stands below"),
  position: z.int().describe("Categories are listed by their position, then by name"),
  products: z.int().describe("How many of its own products are on the shelf"),
  version: z.int(),
  createdAt: moment,
  updatedAt: moment,
}).meta({ id: "Category", description: "A shelf of the shop; `parent` makes them a tree" });
