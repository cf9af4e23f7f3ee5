-- What everybody sees, in the orders it is asked for. Prisma cannot say a partial index.
DROP INDEX "Product_categoryId_createdAt_id_idx";
DROP INDEX "Product_deletedAt_idx";
CREATE INDEX "Product_categoryId_idx" ON "Product"("categoryId");
CREATE INDEX "Product_trash_idx" ON "Product"("deletedAt") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "Product_shelf_newest_idx" ON "Product"("createdAt" DESC, "id" DESC) WHERE "published" AND "deletedAt" IS NULL;
CREATE INDEX "Product_shelf_category_idx" ON "Product"("categoryId", "createdAt" DESC, "id" DESC) WHERE "published" AND "deletedAt" IS NULL;
CREATE INDEX "Product_shelf_updated_idx" ON "Product"("updatedAt", "id") WHERE "published" AND "deletedAt" IS NULL;
CREATE INDEX "Product_shelf_price_idx" ON "Product"("priceCents", "id") WHERE "published" AND "deletedAt" IS NULL;
CREATE INDEX "Product_shelf_name_idx" ON "Product"("searchText", "id") WHERE "published" AND "deletedAt" IS NULL;
CREATE INDEX "Product_shelf_lowest_idx" ON "Product"("categoryId", "currency", "priceCents") WHERE "published" AND "deletedAt" IS NULL;

-- CreateTable
CREATE TABLE "ShelfCount" (
    "categoryId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "ShelfCount_pkey" PRIMARY KEY ("categoryId", "currency", "slot")
);

INSERT INTO "ShelfCount"
SELECT coalesce("categoryId", ''), "currency", 0, count(*) FROM "Product" WHERE "published" AND "deletedAt" IS NULL
GROUP BY GROUPING SETS (("currency"), ("categoryId", "currency"));

-- Once a statement, however many rows it moves; each connection in a slot of its own, rows always in one order.
CREATE FUNCTION "count_shelf"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "ShelfCount"
        SELECT coalesce("categoryId", ''), "currency", pg_backend_pid() % 16, sum(moved) FROM (SELECT "categoryId", "currency", 1 AS moved FROM new_rows WHERE "published" AND "deletedAt" IS NULL) AS m
        GROUP BY GROUPING SETS (("currency"), ("categoryId", "currency")) HAVING sum(moved) <> 0 ORDER BY 1, 2
        ON CONFLICT ("categoryId", "currency", "slot") DO UPDATE SET "value" = "ShelfCount"."value" + excluded."value";
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO "ShelfCount"
        SELECT coalesce("categoryId", ''), "currency", pg_backend_pid() % 16, sum(moved) FROM (SELECT "categoryId", "currency", -1 AS moved FROM old_rows WHERE "published" AND "deletedAt" IS NULL) AS m
        GROUP BY GROUPING SETS (("currency"), ("categoryId", "currency")) HAVING sum(moved) <> 0 ORDER BY 1, 2
        ON CONFLICT ("categoryId", "currency", "slot") DO UPDATE SET "value" = "ShelfCount"."value" + excluded."value";
    ELSE
        INSERT INTO "ShelfCount"
        SELECT coalesce("categoryId", ''), "currency", pg_backend_pid() % 16, sum(moved) FROM (SELECT "categoryId", "currency", 1 AS moved FROM new_rows WHERE "published" AND "deletedAt" IS NULL
            UNION ALL SELECT "categoryId", "currency", -1 AS moved FROM old_rows WHERE "published" AND "deletedAt" IS NULL) AS m
        GROUP BY GROUPING SETS (("currency"), ("categoryId", "currency")) HAVING sum(moved) <> 0 ORDER BY 1, 2
        ON CONFLICT ("categoryId", "currency", "slot") DO UPDATE SET "value" = "ShelfCount"."value" + excluded."value";
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "Product_shelf_insert" AFTER INSERT ON "Product"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "count_shelf"();

CREATE TRIGGER "Product_shelf_delete" AFTER DELETE ON "Product"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION "count_shelf"();

CREATE TRIGGER "Product_shelf_update" AFTER UPDATE ON "Product"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION "count_shelf"();
