package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void oneHolderAtATime() throws IOException {
    try (FolderLock lock = FolderLock.take(folder).orElseThrow()) {
      assertThat(FolderLock.take(folder)).isEmpty();
      assertThat(FolderLock.take(folder, channel -> null)).as("of another process").isEmpty();
      assertThat(lock).isNotNull();
    }
    FolderLock.take(folder).orElseThrow().close();
  }

  @Test
  void withoutLocksTheWorkGoesOnWithAWarningThatNamesTheFolder() throws IOException {
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      FolderLock.take(
              folder,
              channel -> {
                throw new IOException("Function not implemented");
              })
          .orElseThrow()
          .close();
    } finally {
      System.setErr(usual);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).strip().lines())
        .singleElement()
        .asString()
        .contains(
            folder + " is on a file system without locks (Function not implemented)",
            "run no other command that writes there");
  }
}
