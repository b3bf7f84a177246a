package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VerifiedDownloadTest {
  private final byte[] content = new byte[300_000];
  @TempDir private Path folder;
  private Path file;
  private Path part;
  private LocalServer server;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(content);
    server = new LocalServer(content);
    file = folder.resolve("set.tar.gz");
    part = folder.resolve("set.tar.gz.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private VerifiedDownload download() {
    return new VerifiedDownload(server.address("/file"), content.length, sha256(content));
  }

  @Test
  void downloadsAndTellsHowFarItIs() throws IOException {
    List<Long> told = new ArrayList<>();
    download().fetch(file, (bytes, size) -> told.add(bytes));
    assertThat(file).hasBinaryContent(content);
    assertThat(part).doesNotExist();
    assertThat(told).isSorted().last().isEqualTo((long) content.length);
  }

  @Test
  void leavesAFileAloneThatIsThereAlready() throws IOException {
    Files.write(file, content);
    download().fetch(file, (bytes, size) -> {});
    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void goesOnByItselfWhereAConnectionBrokeOff() throws IOException {
    server.cut(2);
    download().fetch(file, (bytes, size) -> {});
    assertThat(file).hasBinaryContent(content);
    assertThat(server.ranges()).hasSize(3).doesNotHaveDuplicates().first().isEqualTo("none");
  }

  @Test
  void keepsWhatItHasWhenConnectionsKeepBreakingAndResumesLater() throws IOException {
    server.cut(5);
    assertThatThrownBy(() -> download().fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5 times")
        .hasMessageContaining(part.toString());
    long kept = Files.size(part);
    assertThat(kept).isBetween(1L, content.length - 1L);
    download().fetch(file, (bytes, size) -> {});
    assertThat(server.ranges()).last().isEqualTo("bytes=" + kept + "-");
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void startsAnewWhenTheServerDoesNotKnowRanges() throws IOException {
    Files.write(part, Arrays.copyOf(content, 1000));
    server.forgetRanges();
    download().fetch(file, (bytes, size) -> {});
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void startsAnewWhenTheKeptPartIsOfAnotherFile() throws IOException {
    Files.write(part, new byte[1000]);
    download().fetch(file, (bytes, size) -> {});
    assertThat(server.ranges()).containsExactly("bytes=1000-", "none");
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void throwsAFileWithTheWrongChecksumAway() {
    String expected = "0".repeat(64);
    VerifiedDownload wrong =
        new VerifiedDownload(server.address("/file"), content.length, expected);
    assertThatThrownBy(() -> wrong.fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(sha256(content))
        .hasMessageContaining(expected);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFileOfAnotherSizeBeforeLoadingIt() {
    VerifiedDownload wrong = new VerifiedDownload(server.address("/file"), 1000, sha256(content));
    assertThatThrownBy(() -> wrong.fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 300000 bytes; expected 1000");
  }

  @Test
  void tellsTheStatusOfAnErrorPage() {
    VerifiedDownload missing =
        new VerifiedDownload(server.address("/nothing"), content.length, sha256(content));
    assertThatThrownBy(() -> missing.fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nothing answered with HTTP status 404");
    assertThat(file).doesNotExist();
  }

  @Test
  void saysThatTheMachineMayBeOffline() {
    server.close();
    assertThatThrownBy(() -> download().fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot reach 127.0.0.1")
        .hasMessageContaining("offline");
    VerifiedDownload nowhere =
        new VerifiedDownload(URI.create("http://host.invalid/file"), 5, sha256(content));
    assertThatThrownBy(() -> nowhere.fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot reach host.invalid");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesMoreThanTheDiskHolds() {
    VerifiedDownload huge =
        new VerifiedDownload(server.address("/file"), Long.MAX_VALUE / 2, sha256(content));
    assertThatThrownBy(() -> huge.fetch(file, (bytes, size) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bytes more, but the disk has");
  }

  @Test
  void givesAConnectionUpThatBringsNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> sendHalf(silent));
      thread.setDaemon(true);
      thread.start();
      URI source = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      VerifiedDownload stalled = new VerifiedDownload(source, 100, sha256(content));
      Transfer transfer = new Transfer(stalled, part, (bytes, size) -> {});
      assertThatThrownBy(() -> transfer.run(HttpClient.newHttpClient(), Duration.ofMillis(300)))
          .isInstanceOf(Transfer.BrokenOff.class)
          .hasMessageContaining("nothing came");
      assertThat(part).hasSize(5);
    }
  }

  @Test
  void givesAConnectionUpThatDripsForEver() throws IOException {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> drip(slow));
      thread.setDaemon(true);
      thread.start();
      URI source = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/");
      VerifiedDownload endless = new VerifiedDownload(source, 1_000_000, sha256(content));
      Transfer transfer = new Transfer(endless, part, (bytes, size) -> {});
      assertThatThrownBy(() -> transfer.run(HttpClient.newHttpClient(), Duration.ofMillis(500)))
          .isInstanceOf(Transfer.BrokenOff.class)
          .hasMessageContaining("fewer than 1000 bytes came");
    }
  }

  /** Sends a byte every 50 ms, a hundredth of what is expected at least. */
  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      for (int sent = 0; sent < 1000; sent++) {
        out.write('x');
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException e) {
      // The client hung up: what the test waits for.
      assertThat(server.isBound()).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendHalf(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // Says nothing more until the client hangs up.
      byte[] request = new byte[4096];
      for (int read = 0; read >= 0; ) {
        read = socket.getInputStream().read(request);
      }
    } catch (IOException e) {
      // The client hung up: what the test waits for.
      assertThat(server.isBound()).isTrue();
    }
  }

  @Test
  void refusesChecksumsAndAddressesThatCannotBe() {
    assertThatThrownBy(() -> new VerifiedDownload(URI.create("http://a/"), 5, "abc"))
        .hasMessageContaining("'abc'");
    assertThatThrownBy(() -> new VerifiedDownload(URI.create("file:///a"), 5, "0".repeat(64)))
        .hasMessageContaining("file:///a");
  }
}
