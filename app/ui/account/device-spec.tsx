import { Spec } from "~/ui/list/spec";
import { When } from "~/ui/page/when";
import { appWord, LastSeen } from "./device-words";

type DeviceSpecProps = {
  device: {
    app: string;
    appVersion: string;
    model: string;
    prefix: string;
    createdAt: string | Date;
    lastSeenAt: string | Date | null;
    transport: string | null;
    expiresAt: string | Date | null;
    expired: boolean;
    waiting: number;
  };
};

/** Facts of a device. */
export function DeviceSpec({ device }: DeviceSpecProps) {
  return (
    <Spec
      items={[
        { term: "App", value: appWord(device.app, device.appVersion) },
        { term: "Model", value: device.model },
        { term: "Token", value: `${device.prefix}…`, mono: true },
        { term: "Paired", value: <When at={device.createdAt} /> },
        { term: "Last seen", value: <LastSeen at={device.lastSeenAt} transport={device.transport} /> },
        { term: "Waiting", value: waitingWord(device.waiting) },
        {
          term: device.expired ? "Expired" : "May stay",
          value: device.expiresAt ? (
            <Until at={device.expiresAt} expired={device.expired} />
          ) : (
            "until you revoke it"
          ),
        },
      ]}
    />
  );
}

function Until({ at, expired }: { at: string | Date; expired: boolean }) {
  return (
    <>
      {expired ? "" : "until "}
      <When at={at} />
    </>
  );
}

const waitingWord = (count: number) =>
  count === 0 ? "nothing" : `${count} ${count === 1 ? "message" : "messages"} it has not acknowledged`;
