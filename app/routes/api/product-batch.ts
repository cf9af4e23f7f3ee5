import { batchProducts } from "~/contract/products";
import { doAll, doEach, within } from "~/http/batch.server";
import { asPrecondition, versionsIn } from "~/http/conditional";
import type { Reply } from "~/http/reply";
import { resource, servePrepared } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { archiveProduct, restoreProduct } from "~/models/product/archival.server";
import { createProduct } from "~/models/product/authoring.server";
import type { BatchOperation } from "~/models/product/batch";
import { ProductBody } from "~/models/product/body";
import { patchProduct, replaceProduct } from "~/models/product/editing.server";
import { ProductPatch } from "~/models/product/patch";
import { Restoration } from "~/models/product/restoration";
import type { DetailedProduct } from "~/models/product/select";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product-batch";

type By = { actor: string; amongOthers: boolean };
type Target = { id: string; version?: number[] };

const told = (product: DetailedProduct, status = 200): Reply => ({
  status,
  json: { data: productDetailOut(product, site) },
});

const methods: Record<BatchOperation["method"], (target: Target, body: object, by: By) => Promise<Reply>> = {
  create: async (_target, body, by) => told(await createProduct(ProductBody.parse(body), by), 201),
  replace: async (target, body, by) =>
    told(await replaceProduct({ ...target, input: ProductBody.parse(body) }, by)),
  update: async (target, body, by) =>
    told(await patchProduct({ ...target, patch: ProductPatch.parse(body) }, by)),
  restore: async ({ id }, body, by) => told(await restoreProduct({ id, ...Restoration.parse(body) }, by)),
  delete: async (target, _body, by) => {
    await archiveProduct(target, by);
    return { json: {} };
  },
};

const doing =
  (by: By) =>
  async ({ method, id = "", ifMatch, body = {} }: BatchOperation) => {
    const version = versionsIn(ifMatch, "ifMatch");
    try {
      return await methods[method]({ id, version }, body, by);
    } catch (error) {
      throw within("body", version ? asPrecondition(error) : error);
    }
  };

const batch = resource<Route.LoaderArgs | Route.ActionArgs>(
  servePrepared(
    batchProducts,
    {
      prepare: async ({ key, input: { atomic, operations }, attempt }, args: Route.ActionArgs) =>
        atomic ? null : doEach(operations, attempt, args, doing({ actor: key.id, amongOthers: false })),
    },
    async ({ key, input: { operations }, prepared }) => {
      const by = { actor: key.id, amongOthers: true };
      const done = prepared ?? (await doAll(operations, "operations", doing(by)));
      return { json: { data: done } };
    },
  ),
);

export const loader = batch;
export const action = batch;
