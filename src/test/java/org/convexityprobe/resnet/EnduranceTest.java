package org.convexityprobe.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of evaluations and training steps in one process leave its memory as it was. */
@EnabledOnOs(OS.LINUX) // reads /proc
class EnduranceTest {
  /**
   * What the virtual machine itself may take meanwhile, mostly compiled code. A training step that
   * kept one activation of its four images, 256 KiB, would take 200 MiB; one that left its images
   * to garbage collection, 50 MiB.
   */
  private static final long ALLOWED_KIBIBYTES = 24 << 10;

  /**
   * What the virtual machine may open meanwhile, such as a library. Evaluations or steps that kept
   * a file would leave thousands open.
   */
  private static final int ALLOWED_FILES = 4;

  @TempDir private Path folder;

  @Test
  void residentMemoryStaysFlat() throws Exception {
    List<String> lines =
        run(
            System.getProperty("campaign.evaluations", "5000"),
            System.getProperty("campaign.steps", "1000"));
    if (System.getProperty("campaign.evaluations") != null) {
      lines.forEach(System.out::println);
    }
    assertThat(growth(lines, "evaluations")).as("%s", lines).isLessThan(ALLOWED_KIBIBYTES);
    assertThat(growth(lines, "steps")).as("%s", lines).isLessThan(ALLOWED_KIBIBYTES);
    int first = openFiles(lines.get(0));
    assertThat(lines)
        .extracting(EnduranceTest::openFiles)
        .as("open files")
        .allMatch(open -> Math.abs(open - first) <= ALLOWED_FILES);
  }

  private static int openFiles(String line) {
    return Integer.parseInt(line.split(" ", -1)[3]);
  }

  private List<String> run(String... arguments) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Endurance.class.getName(),
                arguments[0],
                arguments[1],
                Files.createDirectory(folder.resolve("run")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(Integer.getInteger("campaign.minutes", 4), TimeUnit.MINUTES))
        .as("ended")
        .isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output);
  }

  /** Returns what resident memory grew by between the first report and the last. */
  private static long growth(List<String> lines, String what) {
    long[] kibibytes =
        lines.stream()
            .filter(line -> line.startsWith(what + " "))
            .mapToLong(line -> Long.parseLong(line.split(" ", -1)[2]))
            .toArray();
    assertThat(kibibytes).hasSize(5);
    return kibibytes[4] - kibibytes[0];
  }
}
