import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { change, record } from "~/models/outbox/change.server";
import type { Seen } from "~/models/version";
import { categoryId, namingConflicts, releaseTold, searchTextOf, toldOf } from "./authoring.server";
import { getProduct } from "./catalogue.server";
import { claimProduct } from "./claim.server";
import type { ProductInput } from "./input";
import { mergePatch, type ProductPatch } from "./patch";

type Target = { id: string; version?: Seen };
type By = { actor: string };

/**
 * Replaces what can be edited; `published`, `slug` and `sku` stay when absent. With `version` only what was seen is
 * replaced. Throws `Failure` not_found, stale, invalid or conflict.
 */
export async function replaceProduct({ input, ...target }: Target & { input: ProductInput }, by: By) {
  const { release = null, runsOn = null } = input;
  return rewrite(target, by, () => ({ ...input, release, runsOn }));
}

/** Replaces what the patch names, read and written in one change. Throws as `replaceProduct` does, and `ZodError`. */
export async function patchProduct({ patch, ...target }: Target & { patch: ProductPatch }, by: By) {
  return rewrite(target, by, (current) => mergePatch(current, patch));
}

async function rewrite({ id, version }: Target, { actor }: By, inputOf: (now: ProductInput) => ProductInput) {
  return namingConflicts(() =>
    change(async () => {
      await claimProduct({ id, version });
      const before = await db.product.findUniqueOrThrow({ where: { id }, select: editedSelect });
      const current = inputFrom(before);
      const input = inputOf(current);
      const { category, tiers, published, ...fields } = input;
      const data = {
        ...fields,
        searchText: searchTextOf(input),
        categoryId: await categoryId(category),
        // An edited sample is the owner's own: removing the sample shop leaves it.
        sample: false,
        ...publication(before, published),
        ...releaseOf(before, input.release),
        ...(!isSame(tiers, current.tiers) && { tiers: renewed(tiers) }),
      };
      await db.product.update({ where: { id }, data, select: { id: true } });
      const product = await getProduct(id, { drafts: true });
      const told = { ...toldOf(product), ...releaseTold(before.release, input.release) };
      record({ type: "product.updated", subject: id, actor, data: told });
      if (product.published !== before.published) {
        const type = product.published ? "product.published" : "product.unpublished";
        record({ type, subject: id, actor, data: toldOf(product) });
      }
      return product;
    }),
  );
}

const editedSelect = {
  name: true,
  category: { select: { slug: true } },
  slug: true,
  sku: true,
  summary: true,
  description: true,
  priceCents: true,
  currency: true,
  release: true,
  runsOn: true,
  published: true,
  publishedAt: true,
  tiers: {
    select: { name: true, priceCents: true, checkoutUrl: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  },
} satisfies Prisma.ProductSelect;

type Edited = Prisma.ProductGetPayload<{ select: typeof editedSelect }>;
type Tiers = ProductInput["tiers"];

/** What would have to come in for the product to be as it is. */
function inputFrom({ category, publishedAt: _day, ...fields }: Edited): ProductInput {
  return { ...fields, category: category.slug };
}

/** Tiers that stay as they are keep their ids. */
function isSame(wanted: Tiers, held: Tiers) {
  const told = (tiers: Tiers) =>
    JSON.stringify(tiers.map(({ name, priceCents, checkoutUrl }) => [name, priceCents, checkoutUrl ?? null]));
  return told(wanted) === told(held);
}

const renewed = (tiers: Tiers) => ({
  deleteMany: {},
  create: tiers.map((tier, position) => ({ ...tier, position })),
});

/** The first publication is remembered; later ones do not move it. */
function publication(before: { publishedAt: Date | null }, published: boolean | undefined) {
  if (published === undefined) return {};
  return { published, publishedAt: published ? (before.publishedAt ?? new Date()) : before.publishedAt };
}

/** The date moves only when the software does: another word for the release, not another edit of the page. */
function releaseOf(before: { release: string | null }, release: string | null | undefined) {
  if (release === undefined || release === before.release) return {};
  return { releasedAt: release ? new Date() : null };
}
