-- What is due for one endpoint, in its order: the rows of another that hangs are not gone through.
DROP INDEX "WebhookDelivery_state_nextAt_idx";
CREATE INDEX "WebhookDelivery_endpointId_state_nextAt_seq_id_idx" ON "WebhookDelivery"("endpointId", "state", "nextAt", "seq", "id");
