package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files, their names and what is printed are the same under every locale, those with other digits
 * or minus signs and with the Turkish i included.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleTest {
  private static final List<SmallRun> RUNS =
      List.of(
          SmallRuns.TRAIN,
          SmallRuns.PROBE,
          SmallRuns.TABLE,
          SmallRuns.COMPARE,
          SmallRuns.FACTORIZE,
          SmallRuns.STAR);

  private Path folder;
  private Map<String, String> expected;
  private String printed;

  /** Runs commands one after the other, as processes of their own would. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] arguments) throws IOException {
      if (!Locale.getDefault().getLanguage().equals(arguments[1])) {
        throw new IllegalArgumentException("this virtual machine does not know " + arguments[1]);
      }
      Path out = Path.of(arguments[0]);
      SmallRuns.prepare(out);
      Convexity.prepareProcess();
      int code = 0;
      for (SmallRun run : RUNS) {
        code = Math.max(code, Convexity.run(run.arguments(out)));
      }
      String page = out.resolve("page.html").toString();
      code =
          Math.max(
              code,
              Convexity.run(
                  "report",
                  out.resolve("probe").toString(),
                  out.resolve("factorize").toString(),
                  "--out",
                  page));
      System.exit(code);
    }
  }

  @BeforeAll
  void runWithoutALocale(@TempDir Path all) throws Exception {
    folder = all;
    printed = run("en", "US");
    expected = SmallRuns.files(folder.resolve("run-en-US/all"));
  }

  @ParameterizedTest
  @CsvSource({"ar,EG", "fa,IR", "ne,NP", "bn,BD", "tr,TR"})
  void filesAreThoseOfNoLocale(String language, String region) throws Exception {
    String said = run(language, region);
    Map<String, String> found =
        SmallRuns.files(folder.resolve("run-%s-%s/all".formatted(language, region)));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, text) -> assertThat(found.get(name)).as(name).isEqualTo(text));
    assertThat(said).isEqualTo(printed);
  }

  /** Returns what was printed. */
  private String run(String language, String region) throws Exception {
    Path work = Files.createDirectory(folder.resolve("run-%s-%s".formatted(language, region)));
    Path log = work.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=" + language,
                "-Duser.country=" + region,
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                work.resolve("all").toString(),
                language)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    return said.replace(work.toString(), "WORK");
  }
}
