/** Why something a device says is not done, by the code it is answered with, and whether to say it again later. */
export const refusals = {
  invalid: { retryable: false, told: "It does not fit; the message names the place. Mend it" },
  unknown_event: { retryable: false, told: "There is no event of this name" },
  too_large: { retryable: false, told: "It is longer than 64 kB. Send a `file` by reference instead" },
  not_found: { retryable: false, told: "What it names is not there, or not one's own" },
  conflict: { retryable: false, told: "It can no longer be done, such as taking back what was read" },
  reused: { retryable: false, told: "The `clientId` already stands for another message" },
  quota: { retryable: true, told: "The mailbox is full. Wait until its device has fetched" },
  rate_limited: { retryable: true, told: "More than 120 messages in a minute. Wait `retryAfterSeconds`" },
  maintenance: { retryable: true, told: "The owner has closed the shop for a while. Reading goes on" },
  internal: { retryable: true, told: "Something broke on the shop's side" },
} as const satisfies Record<string, { retryable: boolean; told: string }>;

export type RefusalCode = keyof typeof refusals;

/** Why a device is not let in. It stays away until its person, or a newer app, has done something about it. */
export const connectRefusals = {
  unauthorized: "The token is none of the shop's. Pair again",
  revoked:
    "The device was revoked at `/account/devices`. Forget the token, and pair again if its person wants to",
  expired: "The token has run out. Pair again",
  upgrade_required: "The owner asks for a newer version of the app. Update it, then connect again",
} as const;

export type ConnectRefusal = keyof typeof connectRefusals;
