import { databaseAnswers } from "~/db/answers.server";
import { endpoint } from "~/http/endpoint";
import { isClosing } from "~/models/site/closing.server";

const ANSWER_LIMIT_MS = 1_500;

/** Whether to send visitors here. Why not is in the log, not in the answer. */
const ready = endpoint({
  async GET() {
    const headers = { "Cache-Control": "no-store", "Retry-After": "5" };
    if (!isClosing() && (await databaseAnswers(ANSWER_LIMIT_MS))) {
      return Response.json({ status: "ready" }, { headers: { "Cache-Control": "no-store" } });
    }
    return Response.json({ status: "unavailable" }, { status: 503, headers });
  },
});

export const loader = ready;
export const action = ready;
