package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a folder for temporary files, commands say so before they begin. */
class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void aMissingFolderForTemporaryFilesIsOneLine() throws Exception {
    Path missing = folder.resolve("missing");
    ChildProcess child =
        ChildProcess.start(
            folder.resolve("log.txt"),
            List.of("-Djava.io.tmpdir=" + missing),
            System.getProperty("java.class.path"),
            SmallRuns.STAR.arguments(folder));
    assertThat(child.await()).as(child.text()).isEqualTo(ExitCode.FILE);
    assertThat(child.text().strip().lines()).hasSize(1);
    assertThat(child.text()).contains(missing.toString(), "TMPDIR");
    assertThat(SmallRuns.STAR.out(folder)).doesNotExist();
  }
}
