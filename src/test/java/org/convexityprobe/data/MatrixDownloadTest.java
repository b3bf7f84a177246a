package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.matrix.MatrixDownload;
import org.convexityprobe.data.matrix.MatrixSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MatrixDownloadTest {
  private static final VerifiedDownload.Progress SILENT = (bytes, size) -> {};
  private static final Pattern RATINGS = Pattern.compile("ml-1m/(ratings\\.dat)");
  private static final Pattern FACES = Pattern.compile("(?:.*/)?(s\\d+/\\d+\\.pgm)");
  private static final String TEXT = "1::2::3::0\n2::1::4::0\n3::2::5::0\n";
  private static final String IMAGE = "P2 2 1 9 3 4\n";

  @TempDir private Path folder;

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static Checksum md5(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return new Checksum(Checksum.Kind.MD5, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static MatrixDownload ratings(LocalServer server, Checksum checksum) {
    return new MatrixDownload(
        "films", "ratings", server.address("/file"), checksum, "ratings.dat", RATINGS);
  }

  @Test
  void takesTheRatingsOutOfACheckedArchiveAndLeavesNothingElse() throws IOException {
    byte[] archive = zip("ml-1m/README", "read me", "ml-1m/ratings.dat", TEXT);
    try (LocalServer server = new LocalServer(archive)) {
      Path file = ratings(server, md5(archive)).fetch(folder, SILENT);
      assertThat(file).isEqualTo(folder.resolve("ratings.dat")).hasContent(TEXT);
      assertThat(MatrixSource.of(file).read().matrix().observedCount()).isEqualTo(3);
      try (var files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void goesOnWhereADownloadBrokeOffEarlier() throws IOException {
    byte[] archive = zip("ml-1m/ratings.dat", TEXT.repeat(100));
    Files.write(folder.resolve("films.zip.part"), Arrays.copyOf(archive, 100));
    try (LocalServer server = new LocalServer(archive)) {
      ratings(server, md5(archive)).fetch(folder, SILENT);
      assertThat(server.ranges()).containsExactly("bytes=100-");
    }
  }

  @Test
  void asksNobodyForWhatIsThereAlready() throws IOException {
    Path file = Files.writeString(folder.resolve("ratings.dat"), TEXT);
    MatrixDownload nowhere =
        new MatrixDownload(
            "films", "ratings", URI.create("http://host.invalid/"), null, "ratings.dat", null);
    assertThat(nowhere.fetch(folder, SILENT)).isEqualTo(file);
  }

  @Test
  void throwsAnArchiveWithAnotherChecksumAway() throws IOException {
    byte[] archive = zip("ml-1m/ratings.dat", TEXT);
    try (LocalServer server = new LocalServer(archive)) {
      MatrixDownload set = ratings(server, md5(new byte[] {1}));
      assertThatThrownBy(() -> set.fetch(folder, SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has MD5 " + md5(archive).digits())
          .hasMessageContaining("thrown away");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void fetchesASingleFileOfWhichNoChecksumIsPublished() throws IOException {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    try (LocalServer server = new LocalServer(text)) {
      MatrixDownload set =
          new MatrixDownload(
              "books", "ratings", server.address("/file"), null, "ratings.csv", null);
      assertThat(set.fetch(folder.resolve("new"), SILENT)).hasBinaryContent(text);
    }
  }

  @Test
  void unpacksAFolderOfFacesAndNoNameThatLeadsOutOfIt() throws IOException {
    byte[] archive =
        zip("s1/1.pgm", IMAGE, "s2/1.pgm", IMAGE, "../s9/1.txt", "", "../../s9/../1.pgm", IMAGE);
    try (LocalServer server = new LocalServer(archive)) {
      MatrixDownload set =
          new MatrixDownload("faces", "images", server.address("/file"), null, "faces", FACES);
      Path faces = set.fetch(folder.resolve("orl"), SILENT);
      assertThat(MatrixSource.of(faces).read().matrix().rows()).isEqualTo(2);
      assertThat(folder.resolve("1.pgm")).doesNotExist();
    }
  }

  @Test
  void saysWhenAnArchiveHoldsSomethingElse() throws IOException {
    try (LocalServer server = new LocalServer(zip("other.txt", TEXT))) {
      assertThatThrownBy(() -> ratings(server, null).fetch(folder, SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("films.zip holds no file");
    }
    Path page = Files.writeString(folder.resolve("films.zip"), "<html>");
    try (LocalServer server = new LocalServer(Files.readAllBytes(page))) {
      assertThatThrownBy(() -> ratings(server, null).fetch(folder, SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("sent a web page (HTML) in place of the file");
    }
  }

  @Test
  void saysThatAHostDoesNotHaveItOrCannotBeReached() throws IOException {
    try (LocalServer server = new LocalServer(new byte[] {1})) {
      MatrixDownload missing =
          new MatrixDownload("a", "b", server.address("/nothing"), null, "a.csv", null);
      assertThatThrownBy(() -> missing.fetch(folder, SILENT))
          .hasMessageContaining("/nothing answered with HTTP status 404");
    }
    MatrixDownload nowhere =
        new MatrixDownload("a", "b", URI.create("http://host.invalid/a"), null, "a.csv", null);
    assertThatThrownBy(() -> nowhere.fetch(folder, SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot reach host.invalid")
        .hasMessageContaining("offline");
    assertThat(folder).isEmptyDirectory();
  }

  private static MatrixDownload single(LocalServer server) {
    return new MatrixDownload(
        "books", "ratings", server.address("/file"), null, "ratings.csv", null);
  }

  private static byte[] ratings(int seed) {
    StringBuilder text = new StringBuilder("user_id,book_id,rating\n");
    for (int i = 0; i < 1000; i++) {
      text.append("%03d,%03d,%d%n".formatted(i + 100, (i * seed) % 900 + 100, i % 5 + 1));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPageInPlaceOfTheSetIsThrownAwayAndDoesNotBlockTheNextFetch() throws IOException {
    byte[] page = "<!DOCTYPE html><html>Sign in</html>".getBytes(StandardCharsets.UTF_8);
    try (LocalServer server = new LocalServer(page)) {
      assertThatThrownBy(() -> single(server).fetch(folder, SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("sent a web page (HTML) in place of the file");
      assertThat(folder).isEmptyDirectory();
    }
    // What an earlier version of this program kept.
    Files.write(folder.resolve("ratings.csv"), page);
    try (LocalServer server = new LocalServer(ratings(7))) {
      assertThat(single(server).fetch(folder, SILENT)).hasBinaryContent(ratings(7));
    }
  }

  @Test
  void aFileThatHoldsNoMatrixIsThrownAwayIfItWasFetchedJustNow() throws IOException {
    byte[] text = "Service is not available".getBytes(StandardCharsets.UTF_8);
    try (LocalServer server = new LocalServer(text)) {
      MatrixDownload set = single(server);
      Path file = set.fetch(folder, SILENT);
      assertThatThrownBy(() -> set.read(file, false)).hasMessageContaining("no row of numbers");
      assertThat(file).exists();
      assertThatThrownBy(() -> set.read(file, true))
          .hasMessageContaining("holds no matrix, and it was thrown away");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aPartIsNotContinuedWhereTheHostDoesNotSayThatTheFileIsTheSame() throws IOException {
    try (LocalServer server = new LocalServer(ratings(7))) {
      server.cut(5);
      assertThatThrownBy(() -> single(server).fetch(folder, SILENT))
          .hasMessageContaining("broke off 5 times")
          .hasMessageContaining("nothing is kept");
      assertThat(server.ranges()).containsOnly("none");
      assertThat(folder).isEmptyDirectory();
    }
    // A part that an earlier version of this program kept, of another file of the same size.
    Files.write(folder.resolve("ratings.csv.part"), Arrays.copyOf(ratings(7), 5000));
    try (LocalServer server = new LocalServer(ratings(11))) {
      assertThat(single(server).fetch(folder, SILENT)).hasBinaryContent(ratings(11));
      assertThat(server.ranges()).containsExactly("none");
    }
  }

  @Test
  void aPartOfTheSameVersionIsContinuedAndOneOfAnotherIsNot() throws IOException {
    try (LocalServer server = new LocalServer(ratings(7))) {
      server.version("\"seven\"");
      server.cut(5);
      assertThatThrownBy(() -> single(server).fetch(folder, SILENT))
          .hasMessageContaining("the same command continues from there");
      long kept = Files.size(folder.resolve("ratings.csv.part"));
      single(server).fetch(folder, SILENT);
      assertThat(server.ranges()).last().isEqualTo("bytes=" + kept + "-");
      assertThat(folder.resolve("ratings.csv")).hasBinaryContent(ratings(7));
      Files.delete(folder.resolve("ratings.csv"));
      assertThat(folder).isEmptyDirectory();
      server.cut(5);
      assertThatThrownBy(() -> single(server).fetch(folder, SILENT)).isNotNull();
    }
    try (LocalServer server = new LocalServer(ratings(11))) {
      server.version("\"eleven\"");
      assertThat(single(server).fetch(folder, SILENT)).hasBinaryContent(ratings(11));
      assertThat(server.ranges()).containsExactly("none");
    }
  }

  @Test
  void aFileOfUnlikelySizeIsRefusedBeforeItIsFetched() throws IOException {
    try (LocalServer server = new LocalServer(ratings(7))) {
      server.announce(1L << 40);
      assertThatThrownBy(() -> single(server).fetch(folder, SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("announces 1099511627776 bytes; expected at most 1000000000");
      assertThat(server.ranges()).isEmpty();
    }
  }
}
