import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import type { FeatureInput } from "./input";

const featureSelect = {
  id: true,
  name: true,
  enabled: true,
  public: true,
  description: true,
  version: true,
} as const;

/** All features by name. */
export async function listFeatures() {
  return db.featureFlag.findMany({ select: featureSelect, orderBy: [{ name: "asc" }], take: 500 });
}

/** One feature. Throws `Failure` not_found. */
export async function getFeature(id: string) {
  const feature = await db.featureFlag.findUnique({ where: { id }, select: featureSelect });
  if (!feature) throw new Failure("not_found", "Feature not found");
  return feature;
}

/**
 * Creates the feature of this name, or with `version` changes that version of it. The event `feature.updated` carries all
 * members. Throws `Failure` conflict when a new one's name is taken, stale when it changed meanwhile.
 */
export async function setFeature(
  { version, ...input }: FeatureInput & { version?: number },
  { actor }: { actor: string },
) {
  try {
    await change(async () => {
      const id = version === undefined ? await create(input) : await replace(input, version);
      record({ type: "feature.updated", subject: id, actor, data: input });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Failure("conflict", "A feature has this name already; change that one", "name");
  }
}

/** Forgets a feature: programs that ask for it find nothing. The event `feature.removed` carries its name. */
export async function removeFeature({ id }: { id: string }, { actor }: { actor: string }) {
  await change(async () => {
    const { name } = await getFeature(id);
    await db.featureFlag.delete({ where: { id }, select: { id: true } });
    record({ type: "feature.removed", subject: id, actor, data: { name } });
  });
}

async function create(input: FeatureInput) {
  const { id } = await db.featureFlag.create({ data: input, select: { id: true } });
  return id;
}

async function replace({ name, ...input }: FeatureInput, version: number) {
  const { count } = await db.featureFlag.updateMany({
    where: { name, version },
    data: { ...input, version: { increment: 1 } },
  });
  const feature = await db.featureFlag.findUnique({ where: { name }, select: { id: true } });
  if (!feature) throw new Failure("not_found", "Feature not found");
  if (count === 0) throw new Failure("stale", "Someone else changed this feature meanwhile");
  return feature.id;
}
