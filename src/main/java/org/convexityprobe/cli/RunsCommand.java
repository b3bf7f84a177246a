package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.report.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity runs}. */
@Command(
    name = "runs",
    description =
        "List runs: what was done, on which networks, whether it is finished, going on, stopped or"
            + " not begun, and the main result.",
    footerHeading = "%nExamples:%n",
    footer = {"  convexity runs", "  convexity runs /scratch/runs --json runs.json"})
final class RunsCommand implements Callable<Integer> {
  private static final List<Path> USUAL = List.of(Path.of("checkpoints"), Path.of("runs"));

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description = "Folders to search, with their subfolders; checkpoints and runs by default.")
  private List<Path> folders = List.of();

  @Override
  public Integer call() throws IOException {
    List<RunSummary> runs = new ArrayList<>();
    for (Path folder : folders.isEmpty() ? USUAL : folders) {
      if (Files.isDirectory(folder)) {
        runs.addAll(RunSummary.below(folder));
      } else if (!folders.isEmpty()) {
        throw new IOException("no such folder: " + folder);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json.alone()) {
      print(runs, out);
    }
    json.write(Json.write(runs), out);
    return ExitCode.OK;
  }

  private static void print(List<RunSummary> runs, PrintWriter out) {
    if (runs.isEmpty()) {
      out.println("no runs found; give the folder that was named with --out");
      return;
    }
    String row =
        "%%-%ds  %%-%ds %%-9s %%-16s %%s%%n"
            .formatted(longest(runs, RunSummary::folder), longest(runs, RunSummary::kind));
    out.printf(row, "folder", "kind", "state", "last written", "what");
    for (RunSummary run : runs) {
      out.printf(
          row,
          run.folder(),
          run.kind(),
          run.state() == null ? "unknown" : run.state().words(),
          WHEN.format(Instant.parse(run.changed())),
          run.networks()
              + (run.networks().isEmpty() || run.result().isEmpty() ? "" : ": ")
              + run.result());
    }
    out.flush();
  }

  private static int longest(List<RunSummary> runs, Function<RunSummary, String> column) {
    return runs.stream().map(column).mapToInt(String::length).max().orElseThrow();
  }
}
