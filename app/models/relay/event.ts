import { formatCursor } from "./cursor";

/** A message as a device gets it, by every transport. `after` is the cursor behind it. Members that say nothing are left out. */
export type RelayEvent = {
  seq: number;
  id: string;
  type: string;
  at: string;
  data: unknown;
  after: string;
  /** The device that sent it. */
  from?: string;
  priority?: string;
  collapseKey?: string;
  expiresAt?: string;
};

type Told = {
  id: string;
  type: string;
  at: Date;
  priority: string;
  collapseKey: string | null;
  expiresAt: Date | null;
  senderDeviceId: string | null;
};

export function eventOf(
  told: Told,
  data: unknown,
  { epoch, seq }: { epoch: string; seq: number },
): RelayEvent {
  const { id, type, at, priority, collapseKey, expiresAt, senderDeviceId } = told;
  return {
    seq,
    id,
    type,
    at: at.toISOString(),
    data,
    after: formatCursor(epoch, seq),
    ...(senderDeviceId !== null && { from: senderDeviceId }),
    ...(priority !== "normal" && { priority }),
    ...(collapseKey !== null && { collapseKey }),
    ...(expiresAt !== null && { expiresAt: expiresAt.toISOString() }),
  };
}
