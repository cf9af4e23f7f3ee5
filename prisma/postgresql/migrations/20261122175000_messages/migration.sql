ALTER TABLE "Device" ADD COLUMN     "prunedSeq" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "Message" (
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "collapseKey" TEXT,
    "expiresAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "userId" TEXT,
    "readAt" TIMESTAMP(3),
    "to" TEXT,
    "senderUserId" TEXT,
    "senderDeviceId" TEXT,
    "clientId" TEXT,
    "fingerprint" TEXT,
    "productId" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Message_seq_key" ON "Message"("seq");
CREATE UNIQUE INDEX "Message_senderDeviceId_clientId_key" ON "Message"("senderDeviceId", "clientId");
CREATE INDEX "Message_userId_seq_idx" ON "Message"("userId", "seq" DESC);
CREATE INDEX "Message_senderUserId_seq_idx" ON "Message"("senderUserId", "seq" DESC);
CREATE INDEX "Message_expiresAt_idx" ON "Message"("expiresAt");
CREATE INDEX "Message_collapse_idx" ON "Message"("collapseKey", "seq") WHERE "collapseKey" IS NOT NULL;
CREATE INDEX "Message_product_idx" ON "Message"("productId") WHERE "productId" IS NOT NULL;
CREATE INDEX "Message_toOwner_idx" ON "Message"("senderUserId", "seq") WHERE "to" = 'owner';
ALTER TABLE "Message" ADD CONSTRAINT "Message_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was written once for every device is said once, in the order in which it happened.
INSERT INTO "Message" ("id", "seq", "type", "data", "at", "expiresAt", "userId", "productId")
SELECT "eventId", row_number() OVER (ORDER BY "at", "eventId"), "type", "data", "at", "at" + interval '30 days',
    CASE "type" WHEN 'notification' THEN "userId" END,
    CASE "type" WHEN 'product.published' THEN "data" ->> 'productId' END
FROM (
    SELECT DISTINCT ON (r."eventId") r."eventId", r."type", r."data", r."at", d."userId"
    FROM "RelayMessage" r JOIN "Device" d ON d."id" = r."deviceId" ORDER BY r."eventId"
) AS told;
INSERT INTO "Counter" ("name", "value") SELECT 'message', count(*)::int FROM "Message";

CREATE TABLE "new_RelayMessage" (
    "deviceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "messageId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "sentAt" TIMESTAMP(3),
    "ackedAt" TIMESTAMP(3),
    "readAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3)
);
INSERT INTO "new_RelayMessage" ("deviceId", "seq", "messageId", "state", "sentAt", "ackedAt", "readAt", "endedAt")
SELECT "deviceId", "seq", "eventId", "state", "sentAt", "ackedAt", "readAt", coalesce("ackedAt", "readAt") FROM "RelayMessage";
DROP INDEX "RelayMessage_deviceId_seq_key";
DROP INDEX "RelayMessage_deviceId_eventId_key";
DROP TABLE "RelayMessage";

CREATE TABLE "RelayMessage" (
    "deviceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "messageId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "sentAt" TIMESTAMP(3),
    "ackedAt" TIMESTAMP(3),
    "readAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "RelayMessage_pkey" PRIMARY KEY ("deviceId","seq")
);
INSERT INTO "RelayMessage" SELECT * FROM "new_RelayMessage";
DROP TABLE "new_RelayMessage";
CREATE INDEX "RelayMessage_messageId_idx" ON "RelayMessage"("messageId");
CREATE INDEX "RelayMessage_endedAt_idx" ON "RelayMessage"("endedAt");
CREATE INDEX "RelayMessage_waiting_idx" ON "RelayMessage"("deviceId", "seq") WHERE "endedAt" IS NULL;
ALTER TABLE "RelayMessage" ADD CONSTRAINT "RelayMessage_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RelayMessage" ADD CONSTRAINT "RelayMessage_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "ProductFollow" (
    "userId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProductFollow_pkey" PRIMARY KEY ("userId","productId")
);
CREATE INDEX "ProductFollow_productId_idx" ON "ProductFollow"("productId");
ALTER TABLE "ProductFollow" ADD CONSTRAINT "ProductFollow_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ProductFollow" ADD CONSTRAINT "ProductFollow_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
