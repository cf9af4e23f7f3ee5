import type { Logger } from "pino";

export type SecurityFact = {
  /** What happened, such as `api_key.refused`. */
  security: string;
  /** The id of a person, key or device, or the email that was tried; null for a stranger. */
  who: string | null;
  /** The address it came from, or the door when that is none of the network. */
  address: string;
  /** What it was done to, where that is somebody or something else. */
  subject?: string;
  detail?: Record<string, unknown>;
};

/** One line of the log for what somebody may have to follow up later: who did what, from where, when in UTC. Never a secret. */
export function logSecurity(log: Pick<Logger, "info">, fact: SecurityFact) {
  log.info(fact, "security");
}
