package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a killed process left half-written goes with the next start; what a live one holds stays.
 */
class LeftoverTest {
  @TempDir private Path folder;

  private Path leftover(String name, Duration age) throws IOException {
    Path file = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
    Files.writeString(file, "half");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void theNextWriteOfAFileRemovesWhatAKillLeftOfIt() throws IOException {
    Path old = leftover("a.json", Duration.ofMinutes(5));
    Path young = leftover("a.json", Duration.ZERO);
    Path other = leftover("b.json", Duration.ofMinutes(5));
    AtomicFile.writeString(folder.resolve("a.json"), "{}");

    assertThat(old).doesNotExist();
    assertThat(young).as("its process may not have its lock yet").exists();
    assertThat(other).exists();
  }

  @Test
  void aFileThatIsBeingWrittenIsNoLeftover() throws IOException {
    Path held = leftover("a.json", Duration.ofMinutes(5));
    Path left = leftover("a.json", Duration.ofMinutes(5));
    try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      AtomicFile.removeLeftovers(folder);
      AtomicFile.writeString(folder.resolve("a.json"), "{}");
      assertThat(held).exists();
      assertThat(left).doesNotExist();
    }
    AtomicFile.removeLeftovers(folder);
    assertThat(held).doesNotExist();
  }

  @Test
  void aWriteLeavesNothingAndHoldsItsFileMeanwhile() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(
        file,
        out -> {
          out.write('x');
          AtomicFile.removeLeftovers(folder);
        });
    assertThat(file).hasContent("x");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void unpackingStartsWithoutWhatAKillLeft() throws IOException {
    Path left = Files.createDirectories(folder.resolve(".unpacking/half/more"));
    Files.writeString(left.resolve("file"), "half");
    try (Staging staging = new Staging(folder)) {
      assertThat(staging.folder().resolve("half")).doesNotExist();
      Files.writeString(staging.folder().resolve("whole"), "whole");
      assertThatThrownBy(() -> new Staging(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process unpacks")
          .hasMessageContaining(folder.toString());
      assertThat(staging.folder().resolve("whole")).exists();
    }
    assertThat(folder.resolve(".unpacking")).doesNotExist();
  }

  @Test
  @Timeout(60)
  void aPipeGetsTheContentAndStaysAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<String> read = reader.submit(() -> Files.readString(pipe));
      AtomicFile.writeString(pipe, "{}");
      assertThat(read.get()).isEqualTo("{}");
    } finally {
      reader.shutdownNow();
    }
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    assertThatThrownBy(() -> AtomicFile.writeByPath(pipe, Files::createFile))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(pipe.toString());
    assertThat(folder).isDirectoryContaining("glob:**pipe").isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFolderInPlaceOfAFileIsNamed() {
    assertThatThrownBy(() -> AtomicFile.writeString(folder, "{}"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContainingAll(folder.toString(), "no regular file")
        .hasMessageNotContaining(".tmp");
  }
}
