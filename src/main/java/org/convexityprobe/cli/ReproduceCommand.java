package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ClusterOption;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.FailedCheckpoints;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.ReproduceProgress;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.reproduction.Finding;
import org.convexityprobe.experiment.reproduction.Reproduction;
import org.convexityprobe.experiment.reproduction.Target;
import org.convexityprobe.experiment.reproduction.Work;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity reproduce}. */
@Command(
    name = "reproduce",
    subcommands = ReproduceListCommand.class,
    description =
        "Make tables and figures of the papers, compare them with the published ones, and write one"
            + " web page.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity reproduce list",
      "  convexity reproduce all --quick --out runs/quick",
      "  convexity reproduce table5 --data data/cifar10 --out runs/table5",
      "  convexity reproduce table2 --data data/cifar10 --cluster spark://host:7077 --out runs/table2",
      "  convexity reproduce 001-figure3 figure5 --quick --nmf-data data --out runs/nmf"
    })
final class ReproduceCommand implements Callable<Integer> {
  /** What the options set. */
  record Settings(ComputeConfig compute) {}

  /** What can be reproduced, for the shell. */
  static final class Targets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Target.allNames().iterator();
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;
  @Mixin private ComputeOptions compute;
  @Mixin private ClusterOption cluster;

  @Parameters(
      paramLabel = "TARGET",
      arity = "0..*",
      completionCandidates = Targets.class,
      description = "table2, figure5, 003-figure6 and so on, or all; 'reproduce list' lists them.")
  private List<String> names = List.of();

  @Option(
      names = "--quick",
      description =
          "Use small networks and matrices. Without --data, images are those of 'data fetch"
              + " cifar10', or synthetic if it was not run. Without --nmf-data, matrices are"
              + " synthetic.")
  private boolean quick;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of CIFAR-10's binary version, or 'synthetic'.")
  private String data;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      description =
          "Training seeds for the tables of networks; one by default. With two or more, verdicts"
              + " include the variation between networks.")
  private List<Long> seeds;

  @Option(
      names = "--nmf-data",
      paramLabel = "DIR",
      description =
          "Folder with the matrices, each in a folder of its own, named as in configs/nmf.")
  private Path matrices;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for all results; the same command continues a stopped run.")
  private Path out;

  private final FailedCheckpoints failed = new FailedCheckpoints();

  @Override
  public Integer call() throws IOException {
    if (names.isEmpty() || out == null) {
      throw new IllegalArgumentException(
          names.isEmpty()
              ? "nothing to reproduce; give targets (see 'convexity reproduce list'), or all"
              : "no folder for the results; give --out DIR");
    }
    List<Target> targets =
        names.stream().flatMap(name -> Target.named(name).stream()).distinct().sorted().toList();
    requireEffect(targets);
    Configuration<Settings> configuration =
        Configuration.of(Settings.class, new Settings(ComputeConfig.defaults()));
    cluster.applyTo(configuration);
    compute.applyTo(configuration);
    ComputeConfig settings = configuration.resolve().compute();
    Reproduction reproduction =
        new Reproduction(new Reproduction.Settings(quick, data, matrices, seeds, settings), out);
    return report(reproduction, run(reproduction, targets, settings));
  }

  private void requireEffect(List<Target> targets) {
    List<Work> works = targets.stream().map(Target::work).toList();
    String all = String.join(", ", names);
    if (seeds != null && works.stream().noneMatch(Work::trainsNetworks)) {
      throw new IllegalArgumentException(
          "--seeds has no effect: no network is trained for %s; leave the option out"
              .formatted(all));
    }
    if (seeds != null
        && seeds.size() > 1
        && works.stream().allMatch(work -> work == Work.SURFACES || !work.trainsNetworks())) {
      throw new IllegalArgumentException(
          "--seeds has %d numbers; expected one: surfaces are of one network a width"
              .formatted(seeds.size()));
    }
    if (data != null && works.stream().noneMatch(work -> work.data() == Work.Data.IMAGES)) {
      throw new IllegalArgumentException(
          "--data has no effect: no images are needed for %s; leave the option out".formatted(all));
    }
    if (matrices != null && works.stream().noneMatch(work -> work.data() == Work.Data.MATRICES)) {
      throw new IllegalArgumentException(
          "--nmf-data has no effect: no matrices are needed for %s; leave the option out"
              .formatted(all));
    }
  }

  private Optional<List<Finding>> run(
      Reproduction reproduction, List<Target> targets, ComputeConfig settings) throws IOException {
    Interruption interruption = Interruption.install();
    PrintWriter log = spec.commandLine().getErr();
    try (UnitExecutor executor =
            cluster.executor(settings.places(), settings.threads(), compute.quiet(), log);
        ReproduceProgress progress = new ReproduceProgress(compute.quiet(), log, failed)) {
      return reproduction.run(targets, executor, new RunControl<>(progress, interruption));
    }
  }

  private int report(Reproduction reproduction, Optional<List<Finding>> findings)
      throws IOException {
    if (findings.isEmpty()) {
      spec.commandLine().getErr().println("stopped; the same command continues the run");
      return ExitCode.INTERRUPTED;
    }
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      print(findings.get(), print);
      print.println("report in " + reproduction.page());
    }
    json.write(Json.write(findings.get()), print);
    return failed.report(spec.commandLine(), ExitCode.OK);
  }

  private static void print(List<Finding> findings, PrintWriter print) {
    for (Finding finding : findings) {
      print.println("%s: %s".formatted(finding.target(), finding.shows()));
      print.println("  papers    " + finding.paper());
      if (!finding.seen().isEmpty()) {
        print.println("  seen      " + finding.seen());
      }
      print.println("  measured  " + finding.measured());
      finding
          .claims()
          .forEach(
              claim ->
                  print.println(
                      "    %s: %s: %s"
                          .formatted(claim.statement(), claim.measured(), claim.verdict())));
      print.println("  verdict   " + finding.verdict());
    }
    print.flush();
  }
}
