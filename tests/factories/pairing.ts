import { currentPairing, startPairing } from "~/models/device/pairing.server";

/** The code that this account's page shows. */
export async function pairingCode(userId: string, { livesDays = 0 } = {}) {
  await startPairing({ userId, livesDays });
  const pairing = await currentPairing(userId);
  if (pairing?.state !== "waiting") throw new Error("there is no code");
  return pairing.code;
}
