package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.HessianConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.probe.CheckpointHashes;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.LossSource;
import org.convexityprobe.experiment.probe.UsableCheckpoint;
import org.convexityprobe.experiment.work.JournalledWork;
import org.convexityprobe.experiment.work.ResumableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.network.Way;

/**
 * Measures the Hessians of checkpoints' losses, into a folder. Runs of the Lanczos process go to
 * the journal as they finish, so a run that was killed goes on after the last of them and gives the
 * same results.
 */
public final class HessianRun implements ResumableRun<HessianListener, HessianResults> {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "hessian";

  /**
   * Everything that decides the numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param loss which loss
   * @param hessian what is computed
   * @param compute how it is computed
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      LossConfig loss,
      HessianConfig hessian,
      ComputeConfig compute) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final LossConfig loss;
  private final HessianConfig hessian;
  private final ComputeConfig compute;

  /**
   * Prepares a run.
   *
   * @param checkpoints zips of checkpoints
   * @param data where the images come from
   * @throws IllegalArgumentException if it is not libtorch that shall compute
   */
  public HessianRun(
      List<Path> checkpoints,
      DataConfig data,
      LossConfig loss,
      HessianConfig hessian,
      ComputeConfig compute) {
    if (compute.execution() != Way.TORCH) {
      throw new IllegalArgumentException(
          "execution is %s; Hessians require torch, which differentiates twice"
              .formatted(compute.execution().name().toLowerCase(Locale.ROOT)));
    }
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.loss = loss;
    this.hessian = hessian;
    this.compute = compute;
  }

  @Override
  public Optional<HessianResults> run(
      Path folder, UnitExecutor executor, RunControl<HessianListener> control) throws IOException {
    compute.apply();
    Map<String, String> hashes = CheckpointHashes.of(checkpoints);
    LossSource source = LossSource.of(data, loss, compute);
    List<HashedFile> files = HashedFile.of(hashes);
    List<HessianPlan> plans =
        files.stream().map(file -> new HessianPlan(file, source, hessian)).toList();
    try {
      Manifest manifest =
          Manifest.of(KIND, new Identity(hashes, data, loss, hessian, compute), data.facts())
              .reading(source.checksums(files, executor.context()));
      return RunFolder.use(folder, manifest, run -> results(run, plans, executor, control));
    } finally {
      executor.context().clear();
    }
  }

  private HessianResults results(
      RunFolder run,
      List<HessianPlan> plans,
      UnitExecutor executor,
      RunControl<HessianListener> control)
      throws IOException {
    JournalledWork<HessianEntry, HessianListener> work =
        new JournalledWork<>(run.journal(HessianEntry.class), executor, control);
    long done =
        work.journal().entries().stream().mapToLong(entry -> hessian.steps(entry.run())).sum();
    control.listener().planned(plans.size() * hessian.products(), done);
    List<CheckpointHessian> usable = new ArrayList<>();
    for (HessianPlan plan : plans) {
      UsableCheckpoint.use(
              plan.checkpoint(),
              executor.context(),
              control.listener(),
              network -> new CheckpointHessian(plan, work))
          .ifPresent(usable::add);
    }
    work.complete(usable);
    List<HessianResult> results = usable.stream().flatMap(runs -> runs.result().stream()).toList();
    HessianResults all = new HessianResults(HessianResults.SCHEMA_VERSION, run.manifest(), results);
    if (!results.isEmpty()) {
      HessianFiles.write(all, run.path());
    }
    return all;
  }
}
