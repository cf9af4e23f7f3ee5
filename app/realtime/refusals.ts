/** Every code of `{ok: false}`: whether the same again may succeed, and what it means. */
export const refusals = {
  invalid: { retryable: false, told: "The payload does not fit; `message` says where" },
  not_found: { retryable: false, told: "There is no such device or message for you" },
  conflict: { retryable: false, told: "What is there now stands against it" },
  reused: { retryable: false, told: "The `clientId` was used for another message" },
  too_large: { retryable: false, told: "The payload is larger than 64 kB" },
  unknown_event: { retryable: false, told: "There is no event of this name" },
  forbidden: { retryable: false, told: "This is not for you" },
  quota: { retryable: true, told: "A mailbox it is for is full; try again when the device has caught up" },
  rate_limited: { retryable: true, told: "Too much in too short a time; wait `retryAfterSeconds`" },
  running: { retryable: true, told: "The same is under way already" },
  maintenance: { retryable: true, told: "The shop is closed for now; wait `retryAfterSeconds`" },
  internal: { retryable: true, told: "Something broke on our side" },
} as const satisfies Record<string, { retryable: boolean; told: string }>;

export type RefusalCode = keyof typeof refusals;
export type Refused = {
  ok: false;
  code: RefusalCode;
  message: string;
  retryable: boolean;
  retryAfterSeconds?: number;
};

export function refusal(code: RefusalCode, message: string, retryAfterSeconds?: number): Refused {
  const { retryable } = refusals[code];
  return {
    ok: false,
    code,
    message,
    retryable,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** Why a device is not let in. It stays away until its person, or a newer app, has done something about it. */
export const connectRefusals = {
  unauthorized: "The token is none of the shop's. Pair again",
  revoked:
    "The device was revoked at `/account/devices`. Forget the token, and pair again if its person wants to",
  expired: "The token has run out. Pair again",
  upgrade_required: "The owner asks for a newer version of the app. Update it, then connect again",
} as const;

export type ConnectRefusal = keyof typeof connectRefusals;
