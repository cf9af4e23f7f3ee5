/** The mailbox from a shell, a step after the other. A step may use what those before it have found. */
export const walk: readonly { told: string; code: string }[] = [
  {
    told: "Pair: the code stands at [your devices](/account/devices) for five minutes. The token is told this once.",
    code: `DEVICE=$(curl "$SHOP/api/devices/pair" \\
  -H 'Content-Type: application/json' \\
  -d "{\\"code\\":\\"$CODE\\",\\"name\\":\\"Shell\\",\\"model\\":\\"curl\\",\\"app\\":\\"relay\\",\\"version\\":\\"1.0.0\\"}" |
  sed -n 's/.*"token":"\\([^"]*\\)".*/\\1/p')`,
  },
  {
    told: "Send: under its `clientId` it may be sent as often as it takes, and is one message.",
    code: `curl "$SHOP/api/devices/me/messages" \\
  -H "Authorization: Bearer $DEVICE" \\
  -H 'Content-Type: application/json' \\
  -d '{"clientId":"shell-1","to":"owner","type":"note","data":{"text":"Hello from a shell"}}'`,
  },
  {
    told: "Fetch: the shop holds the question until something comes, for as many seconds as `wait` says.",
    code: `MAIL=$(curl "$SHOP/api/devices/me/events?wait=20" -H "Authorization: Bearer $DEVICE")
echo "$MAIL"
SEQ=$(echo "$MAIL" | sed -n 's/.*"seq":\\([0-9]*\\).*/\\1/p')
AFTER=$(echo "$MAIL" | sed -n 's/.*"after":"\\([^"]*\\)".*/\\1/p')`,
  },
  {
    told: "Acknowledge what is on disk: everything up to `seq` does not come again.",
    code: `curl "$SHOP/api/devices/me/acks" \\
  -H "Authorization: Bearer $DEVICE" \\
  -H 'Content-Type: application/json' \\
  -d "{\\"seq\\":$SEQ}"`,
  },
  {
    told: "Go on behind it, at any time and on any transport.",
    code: `curl "$SHOP/api/devices/me/events?after=$AFTER" -H "Authorization: Bearer $DEVICE"`,
  },
  {
    told: "Or listen for as long as the connection holds: the same as `text/event-stream`, which goes on at `Last-Event-ID`.",
    code: `curl -N --max-time 5 "$SHOP/api/devices/me/events" \\
  -H "Authorization: Bearer $DEVICE" \\
  -H 'Accept: text/event-stream' \\
  -H "Last-Event-ID: $AFTER"`,
  },
];
