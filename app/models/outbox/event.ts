/** What happened, as every consumer reads it. `seq` is commit order without gaps. */
export type Event = {
  seq: number;
  id: string;
  type: EventType;
  subject: string;
  actor: string | null;
  data: Record<string, unknown>;
  at: Date;
};

export type EventType =
  | `product.${"created" | "updated" | "published" | "unpublished" | "deleted" | "restored" | "purged"}`
  | `category.${"created" | "updated" | "removed"}`
  | `review.${"created" | "updated" | "withdrawn" | "restored" | "purged"}`
  | `image.${"purged"}`
  | `user.${"created" | "updated" | "signed_in" | "signed_out" | "session_ended" | "password_changed"}`
  | `api_key.${"created" | "rotated" | "revoked"}`
  | `device.${"created" | "updated" | "revoked"}`
  | `notification.${"created" | "dismissed" | "purged"}`
  | `config.${"updated"}`
  | `feature.${"updated" | "removed"}`
  | `sample.${"loaded" | "removed"}`
  | `webhook_endpoint.${"created" | "updated" | "rotated" | "disabled" | "enabled" | "removed" | "tested" | "replayed"}`
  | `webhook_source.${"created" | "updated" | "removed"}`
  | `webhook.${"received"}`
  | `product_follow.${"created" | "removed"}`
  | `cron.${"failed"}`
  | `import.${"queued" | "finished" | "failed" | "cancelled" | "removed"}`;
