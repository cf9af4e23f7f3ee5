-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN "lastUsedFrom" TEXT;
ALTER TABLE "ApiKey" ADD COLUMN "limitPerMinute" INTEGER;
ALTER TABLE "ApiKey" ADD COLUMN "oldPrefix" TEXT;
ALTER TABLE "ApiKey" ADD COLUMN "oldTokenHash" TEXT;
ALTER TABLE "ApiKey" ADD COLUMN "oldUntil" DATETIME;

-- CreateTable
CREATE TABLE "ApiRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "keyId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "method" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "ms" INTEGER NOT NULL,
    "problem" TEXT,
    CONSTRAINT "ApiRequest_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RateWindow" (
    "bucket" TEXT NOT NULL PRIMARY KEY,
    "endsAtMs" BIGINT NOT NULL,
    "used" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "ApiRequest_keyId_at_id_idx" ON "ApiRequest"("keyId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ApiRequest_at_idx" ON "ApiRequest"("at");

-- CreateIndex
CREATE INDEX "RateWindow_endsAtMs_idx" ON "RateWindow"("endsAtMs");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_oldTokenHash_key" ON "ApiKey"("oldTokenHash");
