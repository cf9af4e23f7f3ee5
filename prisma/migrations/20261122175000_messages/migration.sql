ALTER TABLE "Device" ADD COLUMN "prunedSeq" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "Message" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "collapseKey" TEXT,
    "expiresAt" DATETIME,
    "withdrawnAt" DATETIME,
    "userId" TEXT,
    "readAt" DATETIME,
    "to" TEXT,
    "senderUserId" TEXT,
    "senderDeviceId" TEXT,
    "clientId" TEXT,
    "fingerprint" TEXT,
    "productId" TEXT,
    CONSTRAINT "Message_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Message_seq_key" ON "Message"("seq");
CREATE UNIQUE INDEX "Message_senderDeviceId_clientId_key" ON "Message"("senderDeviceId", "clientId");
CREATE INDEX "Message_userId_seq_idx" ON "Message"("userId", "seq" DESC);
CREATE INDEX "Message_senderUserId_seq_idx" ON "Message"("senderUserId", "seq" DESC);
CREATE INDEX "Message_expiresAt_idx" ON "Message"("expiresAt");
CREATE INDEX "Message_collapse_idx" ON "Message"("collapseKey", "seq") WHERE "collapseKey" IS NOT NULL;
CREATE INDEX "Message_product_idx" ON "Message"("productId") WHERE "productId" IS NOT NULL;
CREATE INDEX "Message_toOwner_idx" ON "Message"("senderUserId", "seq") WHERE "to" = 'owner';

-- What was written once for every device is said once, in the order in which it happened.
INSERT INTO "Message" ("id", "seq", "type", "data", "at", "expiresAt", "userId", "productId")
SELECT "eventId", row_number() OVER (ORDER BY "at", "eventId"), "type", "data", "at", "at" + 2592000000,
    CASE "type" WHEN 'notification' THEN "userId" END,
    CASE "type" WHEN 'product.published' THEN "data" ->> 'productId' END
FROM (
    SELECT r."eventId", r."type", r."data", r."at", d."userId"
    FROM "RelayMessage" r JOIN "Device" d ON d."id" = r."deviceId" GROUP BY r."eventId"
);
INSERT INTO "Counter" ("name", "value") SELECT 'message', count(*) FROM "Message";

CREATE TABLE "new_RelayMessage" (
    "deviceId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "messageId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "sentAt" DATETIME,
    "ackedAt" DATETIME,
    "readAt" DATETIME,
    "endedAt" DATETIME,

    PRIMARY KEY ("deviceId", "seq"),
    CONSTRAINT "RelayMessage_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RelayMessage_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_RelayMessage" ("deviceId", "seq", "messageId", "state", "sentAt", "ackedAt", "readAt", "endedAt")
SELECT "deviceId", "seq", "eventId", "state", "sentAt", "ackedAt", "readAt", coalesce("ackedAt", "readAt") FROM "RelayMessage";
DROP TABLE "RelayMessage";
ALTER TABLE "new_RelayMessage" RENAME TO "RelayMessage";
CREATE INDEX "RelayMessage_messageId_idx" ON "RelayMessage"("messageId");
CREATE INDEX "RelayMessage_endedAt_idx" ON "RelayMessage"("endedAt");
CREATE INDEX "RelayMessage_waiting_idx" ON "RelayMessage"("deviceId", "seq") WHERE "endedAt" IS NULL;

CREATE TABLE "ProductFollow" (
    "userId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("userId", "productId"),
    CONSTRAINT "ProductFollow_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProductFollow_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ProductFollow_productId_idx" ON "ProductFollow"("productId");
