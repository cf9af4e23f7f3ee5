import java.util.Timer;
import java.util.TimerTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * A phone on the WebSocket that the Android client of Socket.IO stands on. Like that client it never answers a close frame, and
 * comes back by itself. Prints a line for everything that happens: java -cp okhttp.jar:okio.jar Phone.java ORIGIN TOKEN
 */
class Phone extends WebSocketListener {
  private static final long BACK_AFTER_MS = 500;
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
  private static final Pattern AFTER = Pattern.compile("\"after\":\"([^\"]*)\"");

  private final OkHttpClient http = new OkHttpClient();
  private final Timer timer = new Timer();
  private final Request address;
  private final String token;
  private String after = "";
  private int asked = 0;

  Phone(String origin, String token) {
    this.address = new Request.Builder().url(origin + "/socket.io/?EIO=4&transport=websocket").build();
    this.token = token;
  }

  public static void main(String[] args) {
    new Phone(args[0], args[1]).connect();
  }

  private void connect() {
    http.newWebSocket(address, this);
  }

  @Override
  public void onMessage(WebSocket socket, String frame) {
    if (frame.startsWith("0")) {
      socket.send("40/relay,{\"token\":\"" + token + "\",\"after\":\"" + after + "\",\"app\":\"relay\",\"version\":\"1.0.0\"}");
    } else if (frame.equals("2")) {
      socket.send("3");
    } else if (frame.startsWith("44/relay,")) {
      tell("refused", frame.substring(9));
    } else if (frame.startsWith("43/relay,")) {
      tell("answered", frame.substring(9));
    } else if (frame.startsWith("42/relay,[\"ready\"")) {
      after = found(AFTER, frame);
      tell("ready", after);
    } else if (frame.startsWith("42/relay,[\"event\"")) {
      after = found(AFTER, frame);
      tell("event", frame.substring(9));
      socket.send("42/relay," + asked++ + "[\"ack\",{\"seq\":" + found(SEQ, frame) + "}]");
    }
  }

  @Override
  public void onClosed(WebSocket socket, int code, String reason) {
    gone("closed " + code);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable error, Response response) {
    gone(error.getClass().getSimpleName());
  }

  private void gone(String why) {
    tell("gone", why);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            connect();
          }
        },
        BACK_AFTER_MS);
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static synchronized void tell(String what, String more) {
    System.out.println(what + " " + more);
    System.out.flush();
  }
}
