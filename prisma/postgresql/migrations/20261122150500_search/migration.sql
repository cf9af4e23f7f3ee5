-- Lower case, no diacritics, no punctuation, without an extension that a server may lack.
CREATE FUNCTION "fold_text"(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(translate(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'),
        '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '))
$$;

CREATE FUNCTION "text_of"("name" text, "summary" text, "description" text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('simple', "fold_text"("name")), 'A')
        || setweight(to_tsvector('simple', "fold_text"("summary")), 'B')
        || setweight(to_tsvector('simple', "fold_text"("description")), 'C')
$$;

-- The words of products. Triggers keep them.
CREATE TABLE "ProductText" (
    "number" SERIAL NOT NULL,
    "productId" TEXT NOT NULL,
    "words" tsvector NOT NULL,
    CONSTRAINT "ProductText_pkey" PRIMARY KEY ("number"),
    CONSTRAINT "ProductText_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ProductText_productId_key" ON "ProductText"("productId");

INSERT INTO "ProductText" ("productId", "words")
SELECT "id", "text_of"("name", "summary", "description") FROM "Product" ORDER BY "createdAt", "id";
CREATE INDEX "ProductText_words_idx" ON "ProductText" USING gin ("words");

CREATE FUNCTION "keep_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "ProductText" ("productId", "words") VALUES (NEW."id", "text_of"(NEW."name", NEW."summary", NEW."description"))
    ON CONFLICT ("productId") DO UPDATE SET "words" = excluded."words";
    RETURN NULL;
END $$;

CREATE TRIGGER "Product_text_insert" AFTER INSERT ON "Product" FOR EACH ROW EXECUTE FUNCTION "keep_text"();

CREATE TRIGGER "Product_text_update" AFTER UPDATE OF "name", "summary", "description" ON "Product" FOR EACH ROW
WHEN (OLD."name" <> NEW."name" OR OLD."summary" <> NEW."summary" OR OLD."description" <> NEW."description")
EXECUTE FUNCTION "keep_text"();
