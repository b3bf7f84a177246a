package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code convexity} in a process of its own, to be killed or interrupted. */
final class ChildProcess {
  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ChildProcess start(Path output, String... arguments) throws IOException {
    return start(output, List.of(), System.getProperty("java.class.path"), arguments);
  }

  /** Starts with options of the virtual machine and a class path of its own. */
  static ChildProcess start(
      Path output, List<String> options, String classPath, String... arguments) throws IOException {
    return start(output, Map.of(), options, classPath, arguments);
  }

  /** Starts with variables added to the environment. */
  static ChildProcess start(Path output, Map<String, String> variables, String... arguments)
      throws IOException {
    return start(output, variables, List.of(), System.getProperty("java.class.path"), arguments);
  }

  /** Starts with variables, options of the virtual machine and a class path of its own. */
  static ChildProcess start(
      Path output,
      Map<String, String> variables,
      List<String> options,
      String classPath,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.add(Convexity.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(variables);
    return new ChildProcess(builder.start(), output);
  }

  /** Waits for the end and returns the exit code; fails after a while, with what threads do. */
  int await() throws InterruptedException, IOException {
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      signal("-QUIT"); // the virtual machine prints its threads
      process.waitFor(5, TimeUnit.SECONDS);
      process.destroyForcibly();
      throw new AssertionError("no end after 4 minutes:\n" + text());
    }
    return process.exitValue();
  }

  /** Waits until a file is there and has changed since; false if the process ended before. */
  boolean awaitChange(Path file, long since) throws InterruptedException, IOException {
    while (process.isAlive()) {
      if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > since) {
        return true;
      }
      Thread.sleep(5);
    }
    return false;
  }

  /** Kills the process as SIGKILL does, at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, as Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    signal("-INT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
  }

  /** Returns the processes that this one started, and those that they started. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String text() throws IOException {
    return Files.readString(output);
  }
}
