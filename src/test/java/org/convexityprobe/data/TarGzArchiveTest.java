package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzArchiveTest {
  @TempDir private Path folder;

  /** Writes an archive's entries. */
  private interface Entries {
    void writeTo(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] archive(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      entries.writeTo(tar);
    }
    return bytes.toByteArray();
  }

  private static void addFile(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private Path unpack(byte[] archive) throws IOException {
    Path file = folder.resolve("a.tar.gz");
    Files.write(file, archive);
    Path into = Files.createDirectories(folder.resolve("into"));
    new TarGzArchive(file, 10, 10_000).unpackInto(into);
    return into;
  }

  @Test
  void unpacksFilesAndFolders() throws IOException {
    Path into =
        unpack(
            archive(
                tar -> {
                  tar.putArchiveEntry(new TarArchiveEntry("set/"));
                  tar.closeArchiveEntry();
                  addFile(tar, "set/a.bin", new byte[] {1, 2});
                  addFile(tar, "./other/deep/b.bin", new byte[] {3});
                }));
    assertThat(into.resolve("set/a.bin")).hasBinaryContent(new byte[] {1, 2});
    assertThat(into.resolve("other/deep/b.bin")).hasBinaryContent(new byte[] {3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/evil", "../evil", "a/../../evil", "..\\evil", "C:/evil"})
  void refusesPathsOutsideTheFolder(String name) throws IOException {
    byte[] evil = archive(tar -> addFile(tar, name, new byte[1]));
    assertThatThrownBy(() -> unpack(evil))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("outside the folder");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void refusesLinksAndDevices(byte flag) throws IOException {
    byte[] evil =
        archive(
            tar -> {
              TarArchiveEntry entry = new TarArchiveEntry("link", flag);
              entry.setLinkName("/etc");
              tar.putArchiveEntry(entry);
              tar.closeArchiveEntry();
            });
    assertThatThrownBy(() -> unpack(evil))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'link' is neither a regular file nor a folder");
  }

  @Test
  void boundsBytesAndEntries() throws IOException {
    byte[] bomb = archive(tar -> addFile(tar, "zeros", new byte[10_001]));
    assertThatThrownBy(() -> unpack(bomb)).hasMessageContaining("more than 10000 bytes");
    byte[] many =
        archive(
            tar -> {
              for (int i = 0; i < 11; i++) {
                addFile(tar, "f" + i, new byte[0]);
              }
            });
    assertThatThrownBy(() -> unpack(many)).hasMessageContaining("more than 10 entries");
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    byte[] twice =
        archive(
            tar -> {
              addFile(tar, "a", new byte[1]);
              addFile(tar, "a", new byte[2]);
            });
    assertThatThrownBy(() -> unpack(twice)).isInstanceOf(IOException.class);
  }

  @Test
  void damagedArchivesGiveOnlyInputErrors() throws IOException {
    byte[] random = new byte[3000];
    new Random(5).nextBytes(random);
    byte[] good = archive(tar -> addFile(tar, "a", random));
    assertThatThrownBy(() -> unpack(Arrays.copyOf(good, good.length / 2)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> unpack("no archive".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void fetchedArchiveEndsUpAsADataSetWithNothingElseLeft() throws IOException {
    ImageDataset dataset = SyntheticImages.dataset(20, 10, 1);
    Path made = folder.resolve("made");
    Cifar10.write(dataset, made);
    byte[] archive =
        archive(
            tar -> {
              for (String name : new String[] {"data_batch_1.bin", "test_batch.bin"}) {
                addFile(tar, Cifar10.FOLDER + "/" + name, Files.readAllBytes(made.resolve(name)));
              }
            });
    Path target = folder.resolve("target");
    fetch(archive, target);
    assertThat(Cifar10.loadAnySize(target).train()).isEqualTo(dataset.train());
    assertThat(target).isDirectoryNotContaining(file -> !file.endsWith(Cifar10.FOLDER));
  }

  @Test
  void maliciousArchiveLeavesNothingUnpacked() throws IOException {
    byte[] evil = archive(tar -> addFile(tar, "../evil", new byte[1]));
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> fetch(evil, target)).hasMessageContaining("outside the folder");
    assertThat(target).isDirectoryNotContaining(Files::isDirectory);
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  private static ImageDataset fetch(byte[] archive, Path target) throws IOException {
    try (LocalServer server = new LocalServer(archive)) {
      URI source = server.address("/file");
      VerifiedDownload download =
          new VerifiedDownload(source, archive.length, VerifiedDownloadTest.sha256(archive));
      return Cifar10Download.fetch(download, target, (bytes, size) -> {}, Cifar10::loadAnySize);
    }
  }
}
