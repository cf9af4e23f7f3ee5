import type { MiddlewareFunction } from "react-router";
import { unauthorized } from "~/auth/guards.server";
import { admitTry } from "~/auth/wrong-secrets.server";
import { apiKeyContext, deviceContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { rateLimitFields, tooMany } from "~/http/rate-limit";
import { admitDevice, upgradeRequired } from "~/models/device/admission.server";
import { noteSeen } from "~/models/device/seen.server";
import { Failure } from "~/models/failure";
import { limitOfDevice } from "~/models/limit/limits.server";

/** The paired device behind `Authorization: Bearer`. Refuses whoever is none, in words and by a `code`, and who asks too often. */
export const loadDevice: MiddlewareFunction<Response> = async (args, next) => {
  const { request, context } = args;
  // A device is no program: it holds no key.
  context.set(apiKeyContext, null);
  if (request.method === "OPTIONS") return next();
  try {
    const wrong = admitTry(args);
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1] ?? "";
    const appVersion = request.headers.get("App-Version")?.slice(0, 40);
    const admission = await admitDevice({ token, appVersion });
    if ("refusal" in admission) {
      wrong("device.refused");
      throw refused(admission.refusal);
    }
    const { device } = admission;
    const limit = limitOfDevice(device.id, "device");
    const standing = limit?.take();
    if (limit && standing && !standing.allowed) throw tooMany(limit, standing);
    noteSeen(device.id);
    context.set(deviceContext, device);
    const response = await next();
    if (limit && standing)
      for (const [name, value] of Object.entries(rateLimitFields(limit, standing)))
        response.headers.set(name, value);
    return response;
  } catch (error) {
    return answerError(error, args);
  }
};

function refused(reason: string) {
  if (reason === "upgrade_required") return upgradeRequired();
  const { code, message, details } = unauthorized();
  return new Failure(code, message, undefined, { ...details, reason });
}
