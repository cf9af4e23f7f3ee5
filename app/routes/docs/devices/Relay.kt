import io.socket.client.Ack
import io.socket.client.IO
import io.socket.client.Socket
import java.util.Timer
import kotlin.concurrent.schedule
import org.json.JSONObject

/** What has to survive the end of the app, in Room for example. Each of these returns when it is on disk. */
interface Store {
    val token: String
    var after: String
    fun isKnown(id: String): Boolean
    fun keep(event: JSONObject)

    /** What nobody has acknowledged yet, by clientId, oldest first. */
    fun outgoing(): Map<String, JSONObject>
    fun enqueue(clientId: String, message: JSONObject)
    fun settle(clientId: String, answer: JSONObject)
}

class Relay(shop: String, version: String, private val store: Store, private val refused: (code: String) -> Unit) {
    /** Read anew at every connection, so what is put here later goes along. Strings only. */
    private val auth = mutableMapOf(
        "token" to store.token, "after" to store.after, "app" to "relay", "version" to version, "protocol" to "1"
    )
    private val timer = Timer(true)
    private val underWay = mutableSetOf<String>()
    @Volatile private var wanted = false
    private val socket: Socket = IO.socket("$shop/relay", IO.Options().also {
        it.auth = auth
        it.transports = arrayOf("websocket", "polling")
        // As soon as the shop is there again: left alone it waits up to five seconds.
        it.reconnectionDelayMax = 2_000
    })

    init {
        socket.on(Socket.EVENT_CONNECT) { for ((clientId, message) in store.outgoing()) emit(clientId, message) }
        socket.on("event") { args -> take(args[0] as JSONObject) }
        socket.on("ready") { args -> remember(args[0] as JSONObject) }
        // Afterwards read `snapshotUrl`: things may have happened that were never a message.
        socket.on("resync") { args -> remember(args[0] as JSONObject) }
        socket.on(Socket.EVENT_CONNECT_ERROR) { args ->
            // A fault of the network comes as an exception, and the client tries again. A refusal comes as JSON, and it does not.
            (args[0] as? JSONObject)?.optJSONObject("data")?.let { refused(it.getString("code")) }
        }
        socket.on(Socket.EVENT_DISCONNECT) { args ->
            synchronized(underWay) { underWay.clear() }
            // Put out by the shop, the client stays away. Ask once more, and the refusal tells why. Not here and now: it still
            // writes what it had to say, and would end the new connection with the old one.
            if (args[0] == "io server disconnect") timer.schedule(500) { if (wanted) socket.connect() }
        }
    }

    fun connect() {
        wanted = true
        socket.connect()
    }

    fun close() {
        wanted = false
        socket.disconnect()
    }

    /** A new clientId for each message, on disk before it leaves. */
    fun send(clientId: String, to: String, type: String, data: JSONObject) {
        val message = JSONObject().put("clientId", clientId).put("to", to).put("type", type).put("data", data)
        store.enqueue(clientId, message)
        if (socket.connected()) emit(clientId, message)
    }

    private fun emit(clientId: String, message: JSONObject) {
        if (!synchronized(underWay) { underWay.add(clientId) }) return
        socket.emit("message:send", arrayOf<Any>(message), Ack { args ->
            synchronized(underWay) { underWay.remove(clientId) }
            val answer = args[0] as JSONObject
            if (answer.getBoolean("ok") || !answer.getBoolean("retryable")) {
                store.settle(clientId, answer)
            } else {
                timer.schedule(answer.optLong("retryAfterSeconds", 5) * 1000) {
                    if (socket.connected()) emit(clientId, message)
                }
            }
        })
    }

    /** Kept first, acknowledged then: what is lost in between comes again, and is known by its id. */
    private fun take(event: JSONObject) {
        if (!store.isKnown(event.getString("id"))) store.keep(event)
        remember(event)
        socket.emit("ack", JSONObject().put("seq", event.getInt("seq")))
    }

    /** Messages, `ready` and `resync` all tell the cursor behind them. */
    private fun remember(heard: JSONObject) {
        store.after = heard.getString("after")
        auth["after"] = store.after
    }
}
