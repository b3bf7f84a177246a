package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;

/**
 * Makes a table: trains what is missing, probes what is missing, and writes the table over all.
 * Each network has its own folders, so a table that is stopped goes on, and one that grows reuses
 * what is there.
 */
public final class TableRun {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = ProbeResults.TABLE;

  private final TableConfig config;
  private final Path checkpoints;
  private final Path folder;

  /**
   * Prepares a table.
   *
   * @param checkpoints receives a folder of checkpoints for each network
   * @param folder receives a probe's folder for each network, the tables and the figures
   */
  public TableRun(TableConfig config, Path checkpoints, Path folder) {
    this.config = config;
    this.checkpoints = checkpoints;
    this.folder = folder;
  }

  /**
   * Does what is missing, in this process.
   *
   * @return all results, or nothing if it was stopped
   */
  public Optional<ProbeResults> run(TableListener listener, BooleanSupplier stop)
      throws IOException {
    try (UnitExecutor executor = new LocalExecutor()) {
      return run(executor, new RunControl<>(listener, stop));
    }
  }

  /**
   * Does what is missing.
   *
   * @param executor trains the networks and scans the lines
   */
  public Optional<ProbeResults> run(UnitExecutor executor, RunControl<TableListener> control)
      throws IOException {
    config.compute().apply();
    Manifest manifest = Manifest.of(KIND, config, config.data().facts());
    return RunFolder.use(folder, manifest, run -> results(run, executor, control));
  }

  private ProbeResults results(
      RunFolder run, UnitExecutor executor, RunControl<TableListener> control) throws IOException {
    Map<TableNetwork, List<CheckpointResult>> probed = new HashMap<>();
    executor.execute(
        config.networks().stream().map(network -> unit(config, network, checkpoints)).toList(),
        control,
        (unit, trained) -> {
          ProbeResults results = probe(unit.network(), trained.paths(), executor, control);
          run.addMakers(results.manifest().madeBy());
          probed.put(unit.network(), results.checkpoints());
          control.listener().networkDone(unit.network(), results.checkpoints());
        });
    List<CheckpointResult> all =
        config.networks().stream().flatMap(network -> probed.get(network).stream()).toList();
    ProbeResults results = new ProbeResults(ProbeResults.SCHEMA_VERSION, run.manifest(), all);
    if (!all.isEmpty()) {
      Json.write(run.path().resolve(ProbeResults.FILE), results);
      ProbeFiles.writeTables(Comparison.of(results), run.path());
    }
    return results;
  }

  private ProbeResults probe(
      TableNetwork network,
      List<Path> zips,
      UnitExecutor executor,
      RunControl<TableListener> control)
      throws IOException {
    Path out = folder.resolve(network.folderName());
    ProbeResults results =
        new ProbeRun(zips, config.data(), config.probe(), config.compute())
            .run(out, executor, control.withListener(control.listener().probing(network)))
            .orElseThrow(CancellationException::new);
    ProbeFiles.write(results, out);
    return results;
  }

  private static TrainUnit unit(TableConfig config, TableNetwork network, Path checkpoints) {
    return new TrainUnit(
        network, config.trainConfig(network), checkpoints.resolve(network.folderName()).toString());
  }

  /**
   * Trains one network of a table as far as that is not done.
   *
   * @param checkpoints receives the network's folder
   * @return that folder, or nothing if it was stopped
   */
  public static Optional<Path> train(
      TableConfig config,
      TableNetwork network,
      Path checkpoints,
      TableListener listener,
      BooleanSupplier stop)
      throws IOException {
    TrainUnit unit = unit(config, network, checkpoints);
    try (UnitExecutor executor = new LocalExecutor()) {
      executor.execute(List.of(unit), new RunControl<>(listener, stop), (trained, files) -> {});
      return Optional.of(Path.of(unit.folder()));
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }
}
