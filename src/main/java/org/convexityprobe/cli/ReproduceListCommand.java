package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.Progress;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.reproduction.CostEstimate;
import org.convexityprobe.experiment.reproduction.MachineSpeed;
import org.convexityprobe.experiment.reproduction.Target;
import org.convexityprobe.experiment.reproduction.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity reproduce list}. */
@Command(
    name = "list",
    description = "List the tables and figures, what they need, and about what they cost.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity reproduce list",
      "  convexity reproduce list --cores 16,64,256 --threads 8"
    })
final class ReproduceListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--cores",
      paramLabel = "N",
      split = ",",
      description =
          "Also estimate the times of the tables of networks on clusters of N cores, each as fast"
              + " as a core of this machine.")
  private List<Integer> cores = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "With --cores: threads of a network, as with --threads and --cluster; 1 by default. A"
              + " network is assumed to be N times as fast.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    if (threads != null && cores.isEmpty()) {
      throw new IllegalArgumentException(
          "--threads has no effect without --cores N; add that, or leave it out");
    }
    int each = threads == null ? 1 : threads;
    // Before the machine is measured, which takes seconds.
    cores.forEach(count -> CostEstimate.requireCores(count, each));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        """
        001 is the AAAI 2021 paper. 003 is its earlier version, with the appendix. The two number some
        figures differently, or factorise in another way. A name such as figure3 stands for the targets
        of both; 001-figure3 and 003-figure3 stand for one. 002 is the paper on low-rank matrix recovery,
        of whose abstract each statement is a target. Times are estimates for this machine.
        Figures of one experiment are made together, and networks that tables share are trained once.
        """);
    CostEstimate cost = new CostEstimate(MachineSpeed.measure(ComputeConfig.defaults()));
    for (Target target : Target.values()) {
      Work work = target.work();
      out.println(String.join(", ", target.names()));
      out.println("    " + target.shows());
      out.println(
          "    needs %s; quick: about %s; in full: about %s; ever run in full: %s"
              .formatted(
                  work.data().words(),
                  Progress.duration(cost.of(work, true).toSeconds()),
                  Progress.duration(cost.of(work, false).toSeconds()),
                  work.everInFull() ? "yes" : "no"));
      for (int count : cores) {
        cost.on(work, count, each).ifPresent(time -> out.println(onCluster(count, time)));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String onCluster(int cores, CostEstimate.OnCluster time) {
    return "    in full on %d cores: about %s; its longest network alone takes %s"
        .formatted(
            cores,
            Progress.duration(time.total().toSeconds()),
            Progress.duration(time.longest().toSeconds()));
  }
}
