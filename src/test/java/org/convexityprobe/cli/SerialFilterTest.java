package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No object is read by Java's deserialisation, with the launcher or without it, but what Spark
 * sends in builds that have it.
 */
class SerialFilterTest {
  @TempDir private Path folder;

  /** Runs a command, and then tries to read a harmless object. */
  static final class Command {
    private Command() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(Command::tryToRead));
      Convexity.main(arguments);
    }

    private static void tryToRead() {
      tryToRead(new ArrayList<>(List.of("a")));
      tryToRead(new Harmless());
    }

    private static void tryToRead(Object value) {
      String name = value.getClass().getSimpleName();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(value);
        out.flush();
        try (ObjectInputStream in =
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
          System.out.println(name + " was read: " + in.readObject());
        }
      } catch (IOException | ClassNotFoundException e) {
        System.out.println(name + " was refused: " + e.getMessage());
      }
    }
  }

  /** A class of this program's that Spark does not send. */
  private record Harmless() implements Serializable {}

  @Test
  void everyCommandRefusesEveryClassButThoseThatSparkSends() throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Command.class.getName(),
                "completion",
                "bash")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    boolean spark = getClass().getResource("/org/apache/spark/SparkContext.class") != null;
    assertThat(output)
        .content()
        .contains(
            spark ? "ArrayList was read: [a]" : "ArrayList was refused: filter status: REJECTED",
            "Harmless was refused: filter status: REJECTED");
  }

  @Test
  void theLauncherSetsTheFilterOfTheProcess() throws IOException {
    assertThat(Files.readString(Path.of("convexity"))).contains("-Djdk.serialFilter='!*'");
  }
}
