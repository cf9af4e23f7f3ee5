ALTER TABLE "RelayMessage" ADD COLUMN "inboxSeq" INTEGER;

-- A copy of a message to many accounts stands for it in the inbox of its reader.
UPDATE "RelayMessage" AS r SET "inboxSeq" = m."seq" FROM "Message" m, "Device" d
WHERE m."id" = r."messageId" AND d."id" = r."deviceId" AND m."userId" IS NULL
    AND (m."senderUserId" <> d."userId" OR (m."senderUserId" IS NULL AND m."type" = 'product.published'));
-- Read once is read by all devices of an account, those too whose copy had expired.
UPDATE "RelayMessage" AS r SET "readAt" = s."readAt"
FROM (
    SELECT c."messageId", o."userId", max(c."readAt") AS "readAt" FROM "RelayMessage" c JOIN "Device" o ON o."id" = c."deviceId"
    WHERE c."inboxSeq" IS NOT NULL AND c."readAt" IS NOT NULL GROUP BY c."messageId", o."userId"
) AS s, "Device" d
WHERE d."userId" = s."userId" AND r."deviceId" = d."id" AND r."messageId" = s."messageId" AND r."readAt" IS NULL;

DROP INDEX "RelayMessage_messageId_idx";
DROP INDEX "RelayMessage_waiting_idx";
CREATE INDEX "RelayMessage_messageId_deviceId_idx" ON "RelayMessage"("messageId", "deviceId");
-- What waits and stands in an inbox is among the unread: every new copy is in one of the two.
CREATE INDEX "RelayMessage_waiting_idx" ON "RelayMessage"("deviceId", "seq") WHERE "endedAt" IS NULL AND "inboxSeq" IS NULL;
CREATE INDEX "RelayMessage_unread_idx" ON "RelayMessage"("deviceId", "inboxSeq" DESC) WHERE "inboxSeq" IS NOT NULL AND "readAt" IS NULL;
CREATE INDEX "RelayMessage_read_idx" ON "RelayMessage"("deviceId", "inboxSeq" DESC) WHERE "inboxSeq" IS NOT NULL AND "readAt" IS NOT NULL;
CREATE INDEX "Message_unread_idx" ON "Message"("userId", "seq" DESC)
    WHERE "readAt" IS NULL AND "dismissedAt" IS NULL AND "withdrawnAt" IS NULL AND ("senderUserId" IS NULL OR "senderUserId" <> "userId" OR "senderDeviceId" IS NOT NULL);
CREATE INDEX "Message_read_idx" ON "Message"("userId", "seq" DESC)
    WHERE "readAt" IS NOT NULL AND "dismissedAt" IS NULL AND "withdrawnAt" IS NULL AND ("senderUserId" IS NULL OR "senderUserId" <> "userId" OR "senderDeviceId" IS NOT NULL);
