package org.convexityprobe.experiment.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.experiment.work.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of files and folders are those that were sent, and others are told from them. */
class FileBundleTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(folder.resolve("images/train/cat"));
    Files.createDirectories(folder.resolve("images/test"));
    Files.writeString(folder.resolve("images/train/cat/1.png"), "first");
    Files.writeString(folder.resolve("images/names.txt"), "cat");
    Files.writeString(folder.resolve("net.zip"), "weights");
    Files.writeString(folder.resolve("net.json"), "what it is");
  }

  private InputFile images() {
    return new InputFile(folder.resolve("images").toString());
  }

  private InputFile network() {
    return new InputFile(
        folder.resolve("net.zip").toString(), List.of("net.json", "net.label.json"));
  }

  private static String sha256(InputFile input) throws IOException {
    return FileBundle.of(input).sha256();
  }

  @Test
  void aCopyHasTheSameContent() throws IOException {
    for (InputFile input : List.of(images(), network())) {
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      FileBundle.of(input).pack(archive);
      Path place = Files.createDirectory(folder.resolve("copy of " + FileBundle.name(input)));
      FileBundle.unpack(new ByteArrayInputStream(archive.toByteArray()), place);
      Path copy = place.resolve(FileBundle.name(input));
      assertThat(sha256(new InputFile(copy.toString(), input.beside()))).isEqualTo(sha256(input));
    }
    assertThat(folder.resolve("copy of images/images/test")).isEmptyDirectory();
    assertThat(folder.resolve("copy of net.zip/net.json")).hasContent("what it is");
  }

  @Test
  void everyChangeOfContentShows() throws IOException {
    String images = sha256(images());
    Files.writeString(folder.resolve("images/train/cat/2.png"), "second");
    assertThat(sha256(images())).isNotEqualTo(images);
    Files.delete(folder.resolve("images/train/cat/2.png"));
    assertThat(sha256(images())).isEqualTo(images);
    Files.writeString(folder.resolve("images/train/cat/1.png"), "other");
    assertThat(sha256(images())).isNotEqualTo(images);
    String network = sha256(network());
    Files.writeString(folder.resolve("net.label.json"), "{}");
    assertThat(sha256(network())).isNotEqualTo(network);
  }

  @Test
  void whatIsNotThereHasNoContent() throws IOException {
    assertThat(FileBundle.of(new InputFile(folder.resolve("none").toString())).content()).isEmpty();
  }
}
