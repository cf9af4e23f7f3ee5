/** What the document says of itself before it comes to the channels. */
export const introduction = `How apps stay in touch with the shop: the namespaces \`/relay\` and \`/air\` of Socket.IO 4, on one connection if an app uses both.

What stands here as a message is the one argument of an event; what stands as a reply is the one argument of its acknowledgement. \`connect\` is
the CONNECT packet of a namespace: its message is the \`auth\` of the client, its refusal the \`connect_error\`.

The same messages can be fetched and sent by plain HTTP, under the same ids and in the same sequence: see the tag "Device stream" of \`/api/openapi.json\`.
Members, types and events may be added at any time, so overlook what you do not know; none is taken away or changes its meaning.`;
