import { answerError } from "~/http/endpoint";
import { Failure } from "~/models/failure";
import type { Route } from "./+types/unknown";

function unknown(args: Route.LoaderArgs | Route.ActionArgs) {
  return answerError(new Failure("not_found", "There is nothing at this address"), args);
}

export const loader = unknown;
export const action = unknown;
