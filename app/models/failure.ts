export type FailureCode =
  | "invalid"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "not_allowed"
  | "conflict"
  | "running"
  | "stale"
  | "precondition"
  | "too_large"
  | "unsupported"
  | "reused"
  | "limited"
  | "quota"
  | "maintenance";

/** The one error that a rule throws. The message is for the caller: it says what is wrong or how to mend it. */
export class Failure extends Error {
  override name = "Failure";

  constructor(
    readonly code: FailureCode,
    message: string,
    /** The input that the message is about, as a path such as `tiers[0].name`. */
    readonly field?: string,
    readonly details?: {
      headers?: Record<string, string>;
      errors?: { path: string; message: string }[];
      /** Why exactly, for programs: a word that stays. */
      reason?: string;
    },
  ) {
    super(message);
  }
}
