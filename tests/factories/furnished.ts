import { readFileSync } from "node:fs";
import path from "node:path";
import { db } from "~/db/client.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { startPairing } from "~/models/device/pairing.server";
import { createDevice } from "~/models/device/registry.server";
import { receiveImport } from "~/models/import/upload.server";
import { issueInstallLink, issueSignInLink } from "~/models/one-time-link/link.server";
import { archiveProduct } from "~/models/product/archival.server";
import { writeReview } from "~/models/review/writing.server";
import { loadSampleShop } from "~/models/sample/loading.server";
import { setFeature } from "~/models/site/feature.server";
import { disableEndpoint } from "~/models/webhook/ability.server";
import { sendTest } from "~/models/webhook/rehearsal.server";
import { createSource } from "~/models/webhook/source.server";
import { signIn } from "./people";
import { createProduct } from "./shop";
import { createHook } from "./webhooks";

const root = path.resolve(import.meta.dirname, "../..");

export type Who = "visitor" | "customer" | "owner";
export type Furnished = Awaited<ReturnType<typeof furnish>>;

/** A shop in which no room is empty: the sample with an owner, a customer, a draft, trash, a key, a device, a feature. */
export async function furnish() {
  await loadSampleShop(path.join(root, "prisma/sample"));
  const owner = await signIn({ role: "owner", name: "Ines", email: "ines@example.com" });
  const customer = await signIn({ name: "Ana" });
  const by = { actor: owner.user.id };
  const pictured = { published: true, deletedAt: null, images: { some: {} } };
  const { id, slug, category } = await db.product.findFirstOrThrow({
    where: pictured,
    select: { id: true, slug: true, category: { select: { slug: true } } },
  });
  const picture = await db.productImage.findFirstOrThrow({ where: { productId: id }, select: { id: true } });
  const draft = await createProduct({ name: "Not yet", published: false, category: category.slug });
  const trashed = await createProduct({ name: "No more", category: category.slug });
  await archiveProduct({ id: trashed.id }, by);
  const review = await writeReview(id, { rating: 4, body: "As said." }, { actor: customer.user.id });
  await setFeature({ name: "feature_x", enabled: true, public: true, description: "For the app" }, by);
  const device = await createDevice({ userId: customer.user.id, name: "My phone", model: "Pixel" });
  await startPairing({ userId: customer.user.id, livesDays: 0 });
  const endpoint = await createHook("https://hooks.example/in");
  const delivery = await sendTest(endpoint.id, by);
  await disableEndpoint(endpoint.id, "owner", { ...by, at: new Date() });
  await createSource({ name: "Bank", word: "bank", kind: "standard" }, by);
  const broken = readFileSync(path.join(root, "tests/fixtures/catalogue-broken.csv"));
  return {
    cookies: { visitor: undefined, customer: customer.cookie, owner: owner.cookie },
    slug,
    picture: picture.id,
    draft: draft.slug,
    trashed: trashed.id,
    review: review.id,
    key: (await issueApiKey({ name: "Shop window", scopes: ["products:read"] }, by)).id,
    feature: (await db.featureFlag.findFirstOrThrow({ select: { id: true } })).id,
    device: device.id,
    endpoint: endpoint.id,
    delivery: delivery.id,
    source: (await db.webhookSource.findFirstOrThrow({ select: { id: true } })).id,
    word: await receiveImport(broken, owner.user.id),
    install: (await issueInstallLink()) ?? "",
    signIn: await issueSignInLink(owner.user.email),
  };
}
