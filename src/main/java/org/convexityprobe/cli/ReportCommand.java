package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.experiment.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity report}. */
@Command(
    name = "report",
    description =
        "Write one web page about runs: tables, figures, surfaces to turn, and how to run it all"
            + " again. It loads nothing from the network.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity report runs/demo/table",
      "  convexity report runs/k1 runs/figure7 runs/path --out report.html"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of probes, tables, surfaces, paths or factorisations.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page; report.html in the first run's folder by default.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Path file = out == null ? runs.get(0).resolve("report.html") : out;
    FailedCheckpoints failed = new FailedCheckpoints();
    Map<Path, IOException> unreadable = RunReport.write(runs, file);
    unreadable.forEach((run, failure) -> failed.add(run.toString(), failure));
    if (unreadable.size() < runs.size()) {
      spec.commandLine().getOut().println("report in " + file);
    }
    return failed.report(spec.commandLine(), ExitCode.OK);
  }
}
