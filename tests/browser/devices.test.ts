import decodeQR from "qr/decode.js";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { sendMessage } from "~/models/relay/send.server";
import { signIn } from "../factories/people";
import { device, until } from "../realtime/device";
import { bothWays } from "../setup/browser";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

bothWays(({ javaScript, enter }) => {
  test("a camera reads the code, the device comes, is renamed, tested and revoked", async () => {
    const ana = await enter(server, { cookie: (await signIn()).cookie });
    await ana.visit("/account/devices");
    await ana.sees("None yet");
    await ana.press("Show a code");
    await ana.sees("Scan the picture with the app");
    expect(await ana.barriers()).toEqual([]);
    const picture = ana.page.getByRole("img", { name: /for a camera/ });
    const seen = readPicture(await picture.screenshot());
    const [shop, code = ""] = (await seen).split("/account/devices#pair=");
    expect(shop).toBe(server.origin);
    await ana.sees(code);

    const json = { code, name: "Phone", model: "Pixel 9", version: "1.4.0" };
    const { data } = (await program(server)("POST", "/api/devices/pair", { json })).json as {
      data: { token: string };
    };
    // With JavaScript it appears by itself.
    if (!javaScript) await ana.page.getByText("Look whether the device has come").click();
    await ana.sees("Phone is paired");
    expect(await ana.barriers()).toEqual([]);

    await ana.page.getByRole("link", { name: /Name it, mute it/ }).click();
    await ana.sees("What it is");
    await ana.settled();
    await ana.fill({ Name: "Ana's phone" });
    await ana.page.getByLabel("Clipboard").check();
    await ana.press("Save the device");
    await ana.sees("The device is changed.");
    expect(await ana.page.getByLabel("Clipboard").isChecked()).toBe(true);

    const app = device(server, { token: data.token });
    await until(() => app.cursor() !== "");
    await ana.press("Send a test message");
    await until(() => app.events.some(({ type }) => type === "note"));
    await ana.press("Revoke Ana's phone");
    await until(() => app.socket.disconnected, 5_000);
    await ana.sees("None yet");
  });

  test("names, models and versions without a space fit the screen wherever they are shown", async () => {
    const { user, cookie } = await signIn({ role: "owner" });
    const long = { name: "N".repeat(60), model: "M".repeat(80), appVersion: `1.${"0".repeat(38)}` };
    const { id } = await createDevice({ userId: user.id, ...long });
    await sendMessage(
      { userId: user.id, deviceId: id },
      { clientId: "long", to: "all", type: "note", data: { text: "Hello" } },
    );
    const ana = await enter(server, { cookie });
    const here = `/account/devices/${id}`;
    const wide: string[] = [];
    for (const address of [
      "/account/devices",
      here,
      `${here}/wake-up`,
      "/inbox",
      "/admin/devices?app=relay",
    ]) {
      await ana.visit(address);
      for (const width of [1280, 640, 390]) {
        await ana.page.setViewportSize({ width, height: 844 });
        if ((await ana.overflow()) > 0) wide.push(`${address} at ${width}`);
      }
    }
    expect(wide).toEqual([]);
  });
});

/** What a scanner reads in a picture. */
async function readPicture(png: Buffer) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) });
}
