package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFilesTest {
  /** SHA-256 of "abc" (FIPS 180-2, appendix B.1) and of nothing. */
  private static final PublishedFiles SET =
      new PublishedFiles(
          Map.of(
              "a", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
              "b", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("a"), "abc");
    Files.writeString(folder.resolve("b"), "");
  }

  private Path stamp() {
    return folder.resolve(".sha256.json");
  }

  @Test
  void changedFilesAreNamed() throws IOException {
    assertThat(SET.changedIn(folder)).isEmpty();
    Files.writeString(folder.resolve("a"), "abd");
    Files.setLastModifiedTime(folder.resolve("a"), FileTime.fromMillis(1_000_000));
    assertThat(SET.changedIn(folder)).containsExactly("a");
  }

  @Test
  void digestsAreComputedOnceWhileSizeAndTimeStay() throws IOException {
    SET.changedIn(folder);
    FileTime time = Files.getLastModifiedTime(folder.resolve("a"));
    Files.writeString(folder.resolve("a"), "abd");
    Files.setLastModifiedTime(folder.resolve("a"), time);
    assertThat(SET.changedIn(folder)).isEmpty();
    Files.writeString(folder.resolve("a"), "abcd");
    Files.setLastModifiedTime(folder.resolve("a"), time);
    assertThat(SET.changedIn(folder)).containsExactly("a");
  }

  @Test
  void whatIsRememberedWronglyIsComputedAgain() throws IOException {
    for (String content : new String[] {"", "no JSON", "{}", "{\"files\": null}", "[]"}) {
      Files.write(stamp(), content.getBytes(StandardCharsets.UTF_8));
      assertThat(SET.changedIn(folder)).as(content).isEmpty();
      assertThat(stamp()).content().contains("ba7816bf");
    }
  }

  @Test
  void missingFilesAreAnError() throws IOException {
    Files.delete(folder.resolve("b"));
    assertThatThrownBy(() -> SET.changedIn(folder)).isInstanceOf(NoSuchFileException.class);
  }
}
