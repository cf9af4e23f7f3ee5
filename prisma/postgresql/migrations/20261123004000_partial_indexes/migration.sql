-- Nearly all rows are live. An index that holds them all under NULL grows with each, finds nothing by it, and SQLite took it for
-- the way to the devices of one account, or to the newest reviews.
DROP INDEX "Device_revokedAt_idx";
DROP INDEX "Device_expiresAt_idx";
DROP INDEX "RelayMessage_endedAt_idx";
DROP INDEX "ProductImage_deletedAt_idx";
DROP INDEX "Review_deletedAt_idx";
DROP INDEX "Notification_deletedAt_idx";
CREATE INDEX "Device_revoked_idx" ON "Device"("revokedAt") WHERE "revokedAt" IS NOT NULL;
CREATE INDEX "Device_expiring_idx" ON "Device"("expiresAt") WHERE "expiresAt" IS NOT NULL;
CREATE INDEX "RelayMessage_ended_idx" ON "RelayMessage"("endedAt") WHERE "endedAt" IS NOT NULL;
CREATE INDEX "ProductImage_trash_idx" ON "ProductImage"("deletedAt") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "Review_trash_idx" ON "Review"("deletedAt") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "Notification_trash_idx" ON "Notification"("deletedAt") WHERE "deletedAt" IS NOT NULL;
