package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.cli.SmallRuns.SmallRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final List<String> LOCALES =
      List.of("en-US", "ar-EG", "fa-IR", "ne-NP", "bn-BD", "tr-TR");

  private Path folder;
  private final Map<String, String> printed = new ConcurrentHashMap<>();

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

  /** Two processes at a time, since each spends most of its time on one core. */
  @BeforeAll
  void runUnderEveryLocale(@TempDir Path all) throws Exception {
    folder = all;
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<String>> runs = new ArrayList<>();
      for (String locale : LOCALES) {
        runs.add(pool.submit(() -> printed.put(locale, run(locale))));
      }
      for (Future<String> run : runs) {
        run.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "ne-NP", "bn-BD", "tr-TR"})
  void filesAreThoseOfNoLocale(String locale) throws IOException {
    Map<String, String> expected = files("en-US");
    Map<String, String> found = files(locale);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, text) -> assertThat(found.get(name)).as(name).isEqualTo(text));
    assertThat(printed.get(locale)).isEqualTo(printed.get("en-US"));
  }

  private Map<String, String> files(String locale) throws IOException {
    return SmallRuns.files(folder.resolve("run-" + locale).resolve("all"));
  }

  /** Returns what was printed. */
  private String run(String locale) throws Exception {
    String language = locale.substring(0, 2);
    Path work = Files.createDirectory(folder.resolve("run-" + locale));
    Path log = work.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=" + language,
                "-Duser.country=" + locale.substring(3),
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
