package org.convexityprobe.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that knows ranges, and breaks connections off when told to. */
final class LocalServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] content;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean knowsRanges = true;
  private volatile String version;
  private volatile long announced;

  LocalServer(byte[] content) throws IOException {
    this.content = content;
    announced = content.length;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file", this::answer);
    server.start();
  }

  /** Breaks the next connections off after half of what they ask for. */
  void cut(int connections) {
    cuts.set(connections);
  }

  void forgetRanges() {
    knowsRanges = false;
  }

  /** Gives the content an entity tag. */
  void version(String tag) {
    version = tag;
  }

  /** Announces another size than the content has. */
  void announce(long size) {
    announced = size;
  }

  /** Returns the Range header of each GET so far, "none" where there was none. */
  List<String> ranges() {
    return ranges;
  }

  URI address(String path) {
    String host = server.getAddress().getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (version != null) {
      exchange.getResponseHeaders().add("ETag", version);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Long.toString(announced));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    int from = 0;
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean same = condition == null || condition.equals(version);
    if (range != null && knowsRanges && same) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    byte[] body = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
    int length = body.length;
    if (cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      length /= 2;
    }
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, length);
    out.flush();
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
