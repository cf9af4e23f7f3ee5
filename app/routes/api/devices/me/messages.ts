import { deviceContext } from "~/contexts";
import * as contract from "~/contract/device-stream";
import { tooMany } from "~/http/rate-limit";
import { resource, serve } from "~/http/resource.server";
import { Failure } from "~/models/failure";
import { limitOfDevice } from "~/models/limit/limits.server";
import { sendMessage } from "~/models/relay/send.server";
import { MESSAGE_LIMIT_BYTES } from "~/models/relay/types";
import { requireOpen } from "~/models/site/state.server";
import type { Route } from "./+types/messages";

const messages = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.sendDeviceMessage, async ({ input }, { context }) => {
    if (Buffer.byteLength(JSON.stringify(input)) > MESSAGE_LIMIT_BYTES)
      throw new Failure("too_large", `A message has at most ${MESSAGE_LIMIT_BYTES} bytes`);
    await requireOpen();
    const { id: deviceId, userId } = context.get(deviceContext);
    const limit = limitOfDevice(deviceId, "messages");
    const standing = limit?.take();
    if (limit && standing && !standing.allowed) throw tooMany(limit, standing);
    const data = await sendMessage({ userId, deviceId }, input);
    return { json: { data }, status: data.duplicate ? 200 : 201 };
  }),
);

export const loader = messages;
export const action = messages;
