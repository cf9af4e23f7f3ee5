import { z } from "zod";
import { apps, PairInput } from "~/models/device/input";
import { one } from "./envelope";
import { operation } from "./operation";

const tag = "Device stream";
const moment = z.iso.datetime();
const words = (...examples: string[]) => z.string().meta({ examples });

const PAIR = `curl -X POST "$SHOP/api/devices/pair" \\
  -H 'Content-Type: application/json' \\
  -d '{"code":"'"$CODE"'","name":"My phone","model":"Pixel 9","app":"relay","version":"1.4.0"}'`;

export const pairDevice = operation({
  id: "pairDevice",
  method: "POST",
  path: "/api/devices/pair",
  tag,
  summary: "Become a device of the account that shows the code",
  description:
    "Whoever is signed in gets a code at `/account/devices`, and a QR picture of `<address of the shop>/account/devices#pair=<code>`. It lets one app in, within five minutes; after five tries at it, it is over. The token in the answer is shown only now. It is what the device sends from then on, as `auth.token` or `Authorization: Bearer`.",
  body: PairInput,
  example: { curl: PAIR },
  answers: {
    201: {
      description: "The device and its token",
      body: one(
        z.strictObject({
          id: z.uuid(),
          token: words("atl_dev_…"),
          name: words("My phone"),
          app: z.enum(apps),
          expiresAt: moment.nullable().describe("When it has to be paired again; null for never"),
        }),
      ),
    },
  },
  problems: ["conflict", "forbidden"],
});
