/** How an app stays in touch, told once. */
export const guide = {
  channels: [
    "There are two namespaces of Socket.IO. `/relay` is for what must arrive: messages wait in a mailbox until the device has acknowledged them, through tunnels, nights and new versions of the server. `/air` is for what holds now: who is there, what the shop's features, prices and doors are. Nothing of it is kept.",
    "An app may use both on one connection. What is said on them is also an [AsyncAPI document](/api/asyncapi.json), made of what the shop checks.",
  ],
  pairing: [
    "At [your devices](/account/devices) the shop shows a short code and a picture of it. The app sends the code to `POST /api/devices/pair` and gets its token, which is shown this once. Keep it where other apps cannot read it.",
  ],
  handshake: [
    "The token goes in the `auth` of the client, with the cursor that was last heard, the name of the app and its version. All are strings: the Java client can send nothing else.",
    "A refusal is a `connect_error` with `data.code`, and the Java client does not come back after one. Only what needs a person or an update is a refusal; maintenance and restarts are not.",
  ],
  rules: [
    "Keep a message on disk first, then acknowledge its `seq`. What was lost in between comes again: drop what has an `id` you know.",
    "Remember `after`, which every message, `ready` and `resync` tells, and send it when you connect. Without it the shop goes on behind what you acknowledged.",
    "Put what you send on disk first, under a `clientId` of its own. Send it at every connection until it is acknowledged: it is one message however often it comes, also after a restart of the shop.",
    "An acknowledgement with `ok: false` says whether to try again: if `retryable` is true, wait `retryAfterSeconds` or a few seconds, and send the same again.",
    "Acknowledge types you do not know, and overlook members you do not know.",
  ],
  http: [
    "For networks that block WebSocket, and for a job that looks in for a moment. It is the same mailbox, with the same ids and the same sequence: a device may change in mid-stream. [Every operation](/docs/device-stream) has a line of its own.",
  ],
  doze: [
    "A phone in Doze has no network, whatever the app does. Nothing is lost by that: the mailbox waits, 30 days if the sender did not say otherwise. Hold the connection while somebody looks at the app, and close it when they leave.",
    "For the time in between let WorkManager fetch by HTTP: a periodic job, every 15 minutes at most often, with the constraint `NetworkType.CONNECTED`. It asks for events without `wait`, keeps them, acknowledges, sends what lies on disk, and ends. It is the same mailbox and the same sequence, so the socket goes on where the job stopped.",
    "Sooner than that takes a push service: give the device an address of UnifiedPush or ntfy at [your devices](/account/devices). When something waits the shop pokes it with the number of messages and not a word of what they say, and the app starts a one-time job, `setExpedited` if it must be now. A foreground service with a lasting connection is for apps whose person asked for one: Android shows it all the time.",
  ],
  versions: [
    "`protocol` in the handshake names the version of the protocol; there is `1`, and it is meant when nothing is said. Types, events and members may be added to it at any time. None is taken away and none changes its meaning: conversations that were recorded with the first apps are held again with every version of the shop before it goes out.",
  ],
} as const;
