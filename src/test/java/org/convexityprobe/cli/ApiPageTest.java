package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/api.md, compiled and run. */
class ApiPageTest {
  @TempDir private Path folder;

  private static String group(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @Test
  void theExampleCompilesAndPrintsWhatThePageSays()
      throws ReflectiveOperationException, IOException {
    String page = Files.readString(Path.of("docs/api.md"));
    Path source = folder.resolve("Example.java");
    Files.writeString(source, group(page, "```java\n(.*?)```"));
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                complaints,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-d",
                folder.toString(),
                source.toString());
    assertThat(code).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
    String expected = group(page, "\\$ java [^\n]*Example.java .\n(.*?)```");
    assertThat(run()).isEqualTo(expected);
    assertThat(folder).isDirectoryContaining("glob:**/lines.{csv,svg}");
  }

  private String run() throws ReflectiveOperationException, IOException {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] compiled = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(compiled, getClass().getClassLoader());
        PrintStream replaced = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(replaced);
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {folder.toString()});
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
