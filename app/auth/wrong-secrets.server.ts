import type { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";
import { tooMany } from "~/http/rate-limit";
import { limitOfFailures } from "~/models/limit/limits.server";
import { logSecurity } from "~/security-log.server";

type Args = { context: Readonly<RouterContextProvider> };

/**
 * For doors that are opened by a secret: throws `Failure` 429 to an address that showed too many wrong ones in a minute, before
 * the next one is looked at. What it returns is called when this one is wrong too.
 */
export function admitTry({ context }: Args) {
  const { address, log } = context.get(requestContext);
  const failures = limitOfFailures(address);
  const standing = failures?.look();
  if (failures && standing && !standing.allowed) throw tooMany(failures, standing);
  return function wrong(security: string) {
    failures?.take();
    logSecurity(log, { security, who: null, address });
  };
}
