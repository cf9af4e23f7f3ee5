-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "lastUsedFrom" TEXT,
ADD COLUMN     "limitPerMinute" INTEGER,
ADD COLUMN     "oldPrefix" TEXT,
ADD COLUMN     "oldTokenHash" TEXT,
ADD COLUMN     "oldUntil" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "ApiRequest" (
    "id" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "method" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "ms" INTEGER NOT NULL,
    "problem" TEXT,

    CONSTRAINT "ApiRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateWindow" (
    "bucket" TEXT NOT NULL,
    "endsAtMs" BIGINT NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "RateWindow_pkey" PRIMARY KEY ("bucket")
);

-- CreateIndex
CREATE INDEX "ApiRequest_keyId_at_id_idx" ON "ApiRequest"("keyId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ApiRequest_at_idx" ON "ApiRequest"("at");

-- CreateIndex
CREATE INDEX "RateWindow_endsAtMs_idx" ON "RateWindow"("endsAtMs");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_oldTokenHash_key" ON "ApiKey"("oldTokenHash");

-- AddForeignKey
ALTER TABLE "ApiRequest" ADD CONSTRAINT "ApiRequest_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;
