"""A device on python3-socketio. Each line that comes in is a command in JSON, each that goes out something that happened.

connect {namespaces, auth} | ask {namespace, event, data} | disconnect {}
"""

import asyncio
import json
import sys

import socketio

NAMESPACES = ["/relay", "/air"]


def tell(**happened):
    print(json.dumps(happened), flush=True)


class Phone:
    def __init__(self, origin):
        self.origin = origin
        self.client = None

    async def connect(self, namespaces, auth, transports=None):
        self.client = socketio.AsyncClient(reconnection=False)
        for namespace in NAMESPACES:
            self.listen(namespace)
        try:
            await self.client.connect(
                self.origin, auth=auth, namespaces=namespaces, transports=transports, wait_timeout=5
            )
            tell(connected=namespaces)
        except socketio.exceptions.ConnectionError as error:
            tell(failed=str(error))

    def listen(self, namespace):
        client = self.client

        async def came(event, *data):
            tell(came=event, namespace=namespace, data=data[0] if data else None)

        async def refused(*data):
            tell(refused=data[0] if data else None, namespace=namespace)

        async def gone(*_):
            tell(gone=namespace)

        client.on("*", came, namespace=namespace)
        client.on("connect_error", refused, namespace=namespace)
        client.on("disconnect", gone, namespace=namespace)

    async def ask(self, namespace, event, data):
        tell(answered=await self.client.call(event, data, namespace=namespace, timeout=5))

    async def disconnect(self):
        await self.client.disconnect()
        tell(disconnected=True)


async def main(origin):
    phone = Phone(origin)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        command = json.loads(line)
        await getattr(phone, command.pop("do"))(**command)


asyncio.run(main(sys.argv[1]))
