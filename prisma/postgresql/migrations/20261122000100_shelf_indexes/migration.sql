-- What the shop shows is published and not deleted. PostgreSQL walks an index in the order of a list only when the index leaves
-- out everything else, and Prisma's schema cannot say so.

-- CreateIndex
CREATE INDEX "Product_shelf_idx" ON "Product"("createdAt" DESC, "id" DESC) WHERE "published" AND "deletedAt" IS NULL;

-- CreateIndex
CREATE INDEX "Product_shelf_categoryId_idx" ON "Product"("categoryId", "createdAt" DESC, "id" DESC) WHERE "published" AND "deletedAt" IS NULL;
