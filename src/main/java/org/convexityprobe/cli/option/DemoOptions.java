package org.convexityprobe.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.convexityprobe.experiment.factorization.Study;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of the demos on matrices, and how one of their three experiments is run. */
public final class DemoOptions {
  @Option(names = "--quiet", description = "Print only results, no progress.")
  private boolean quiet;

  /** Returns whether only results are printed. */
  public boolean quiet() {
    return quiet;
  }

  /**
   * Says what the numbers that follow are about, runs an experiment, and prints what it notes.
   *
   * @param number of the experiment, from 1 to 3
   * @return an exit code
   */
  public int part(int number, String question, Study study, Path out, CommandSpec spec)
      throws IOException {
    if (!quiet) {
      PrintWriter print = spec.commandLine().getOut();
      print.println((number > 1 ? System.lineSeparator() : "") + number + " of 3: " + question);
      print.flush();
    }
    try (UnitExecutor executor = new LocalExecutor()) {
      return StudyOptions.run(study, out, executor, quiet, false, spec);
    }
  }
}
