package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.report.RunReport;
import org.convexityprobe.report.FigureLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity report}. */
@Command(
    name = "report",
    description =
        "Write one web page about runs: tables, figures, surfaces that can be turned, and the"
            + " commands that repeat the runs. The page loads nothing from the network.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity report runs/demo/table",
      "  convexity report runs/k1 runs/figure7 runs/path --out report.html",
      "  convexity report runs/k1 --watch",
      "  convexity report runs/k1 --figures paper --figure-width single"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of runs of any command that writes one, such as probe or nmf lines.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page; report.html in the first run's folder by default.")
  private Path out;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description =
          "Also draw the figures of probes and surfaces again for a paper. DIR gets a folder for"
              + " each run.")
  private Path figures;

  @Option(
      names = "--figure-width",
      paramLabel = "WIDTH",
      defaultValue = "double",
      description =
          "Width of the figures of --figures: ${COMPLETION-CANDIDATES} (one or two columns of a"
              + " paper); ${DEFAULT-VALUE} by default.")
  private FigureLayout.Width figureWidth;

  @Option(
      names = "--caption",
      paramLabel = "PLACE",
      defaultValue = "none",
      description =
          "Title and caption of the figures of --figures: ${COMPLETION-CANDIDATES};"
              + " ${DEFAULT-VALUE} by default.")
  private FigureLayout.Caption caption;

  @Option(
      names = "--watch",
      description =
          "Update the page until all runs have results or Ctrl-C is pressed. A browser that shows"
              + " the page reloads it.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Seconds between two updates with --watch; ${DEFAULT-VALUE} by default.")
  private int every;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireEffect("--every", "--watch", watch);
    requireEffect("--figure-width", "--figures DIR", figures != null);
    requireEffect("--caption", "--figures DIR", figures != null);
    if (every < 1) {
      throw new IllegalArgumentException(
          "--every is %d; expected a number of seconds of at least 1".formatted(every));
    }
    Path file = out == null ? runs.get(0).resolve(RunFolder.PAGE) : out;
    while (watch && RunReport.someGoOn(runs)) {
      RunReport.write(runs, file, page -> page.refreshing(every));
      TimeUnit.SECONDS.sleep(every);
    }
    FailedCheckpoints failed = new FailedCheckpoints();
    Map<Path, IOException> unreadable = RunReport.write(runs, file);
    unreadable.forEach((run, failure) -> failed.add(run.toString(), failure));
    if (unreadable.size() < runs.size()) {
      spec.commandLine().getOut().println("report in " + file);
    }
    if (figures != null) {
      writeFigures(runs.stream().filter(run -> !unreadable.containsKey(run)).toList());
    }
    return failed.report(spec.commandLine(), ExitCode.OK);
  }

  private void requireEffect(String option, String other, boolean given) {
    if (!given && spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new IllegalArgumentException(
          "%s has no effect without %s; add that, or leave %s out"
              .formatted(option, other, option));
    }
  }

  private void writeFigures(List<Path> readable) throws IOException {
    FigureLayout layout = new FigureLayout(figureWidth, caption);
    PrintWriter print = spec.commandLine().getOut();
    Map<Path, String> folders = folders(readable);
    boolean some = false;
    for (Path run : readable) {
      boolean drawn = RunReport.writeFigures(run, figures.resolve(folders.get(run)), layout);
      some |= drawn;
      if (!drawn) {
        print.println(run + " has no figures that can be drawn again");
      }
    }
    if (some) {
      print.println("figures in " + figures);
    }
  }

  /** Names a folder for each run: the end of its path, as long as it takes to tell runs apart. */
  private static Map<Path, String> folders(List<Path> runs) {
    int most = runs.stream().mapToInt(run -> whole(run).getNameCount()).max().orElse(1);
    Map<Path, String> folders = new LinkedHashMap<>();
    for (int names = 1; names <= most; names++) {
      folders.clear();
      for (Path run : runs) {
        Path whole = whole(run);
        int count = whole.getNameCount();
        folders.put(
            run, whole.subpath(Math.max(0, count - names), count).toString().replace('/', '-'));
      }
      if (Set.copyOf(folders.values()).size() == folders.size()) {
        break;
      }
    }
    return folders;
  }

  private static Path whole(Path run) {
    return run.toAbsolutePath().normalize();
  }
}
