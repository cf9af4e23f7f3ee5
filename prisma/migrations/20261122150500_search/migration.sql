-- The words of products. Triggers keep them; a search joins ProductText, whose numbers stay what they are when the file is
-- written anew, as those that SQLite gives to rows by itself do not.
CREATE TABLE "ProductText" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" TEXT NOT NULL,
    CONSTRAINT "ProductText_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ProductText_productId_key" ON "ProductText"("productId");

CREATE VIRTUAL TABLE "ProductSearch" USING fts5(
    "name", "summary", "description",
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

INSERT INTO "ProductText" ("productId") SELECT "id" FROM "Product" ORDER BY "createdAt", "id";
INSERT INTO "ProductSearch" (rowid, "name", "summary", "description")
SELECT t."number", p."name", p."summary", p."description" FROM "ProductText" t JOIN "Product" p ON p."id" = t."productId";

-- A migration that makes the table Product anew has to make these triggers anew.
CREATE TRIGGER "Product_text_insert" AFTER INSERT ON "Product"
BEGIN
    INSERT INTO "ProductText" ("productId") VALUES (NEW."id");
    INSERT INTO "ProductSearch" (rowid, "name", "summary", "description")
    SELECT "number", NEW."name", NEW."summary", NEW."description" FROM "ProductText" WHERE "productId" = NEW."id";
END;

CREATE TRIGGER "Product_text_update" AFTER UPDATE OF "name", "summary", "description" ON "Product"
WHEN OLD."name" <> NEW."name" OR OLD."summary" <> NEW."summary" OR OLD."description" <> NEW."description"
BEGIN
    UPDATE "ProductSearch" SET "name" = NEW."name", "summary" = NEW."summary", "description" = NEW."description"
    WHERE rowid = (SELECT "number" FROM "ProductText" WHERE "productId" = NEW."id");
END;

CREATE TRIGGER "ProductText_delete" AFTER DELETE ON "ProductText"
BEGIN
    DELETE FROM "ProductSearch" WHERE rowid = OLD."number";
END;
