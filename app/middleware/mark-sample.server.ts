import type { MiddlewareFunction } from "react-router";
import { ownerExists } from "~/models/site/owner.server";

/** A shop that nobody runs yet is a sample, and no search engine should keep it. */
export const markSample: MiddlewareFunction<Response> = async (_args, next) => {
  const response = await next();
  if (!(await ownerExists())) response.headers.set("X-Robots-Tag", "noindex");
  return response;
};
