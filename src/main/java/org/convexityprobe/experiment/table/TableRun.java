package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.convexityprobe.resnet.CheckpointFiles;

/**
 * Makes a table: trains what is missing, probes what is missing, and writes the table over all.
 * Each network has its own folders, so a table that is stopped goes on, and one that grows reuses
 * what is there.
 */
public final class TableRun {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = ProbeResults.TABLE;

  private static final Duration STATE_INTERVAL = Duration.ofMinutes(2);

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
   * Does what is missing.
   *
   * @return all results, or nothing if it was stopped
   */
  public Optional<ProbeResults> run(TableListener listener, BooleanSupplier stop)
      throws IOException {
    config.compute().apply();
    Manifest manifest = Manifest.of(KIND, config, config.data().facts());
    try (RunFolder run = RunFolder.open(folder, manifest)) {
      List<CheckpointResult> all = new ArrayList<>();
      for (TableNetwork network : config.networks()) {
        Optional<ProbeResults> results = network(network, listener, stop);
        if (results.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(results.get().checkpoints());
        run.addMakers(results.get().manifest().madeBy());
        listener.networkDone(network, results.get().checkpoints());
      }
      ProbeResults results = new ProbeResults(ProbeResults.SCHEMA_VERSION, run.manifest(), all);
      if (!all.isEmpty()) {
        Json.write(run.path().resolve(ProbeResults.FILE), results);
        ProbeFiles.writeTables(Comparison.of(results), run.path());
      }
      return Optional.of(results);
    }
  }

  private Optional<ProbeResults> network(
      TableNetwork network, TableListener listener, BooleanSupplier stop) throws IOException {
    Optional<Path> trained = train(config, network, checkpoints, listener, stop);
    if (trained.isEmpty()) {
      return Optional.empty();
    }
    List<Path> zips =
        config.training().recipe().checkpointEpochs().stream()
            .map(epoch -> CheckpointFiles.file(trained.get(), epoch))
            .toList();
    Path probed = folder.resolve(network.folderName());
    Optional<ProbeResults> results =
        new ProbeRun(zips, config.data(), config.probe(), config.compute())
            .run(probed, listener.probing(network), stop);
    if (results.isPresent()) {
      ProbeFiles.write(results.get(), probed);
    }
    return results;
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
    Path folder = checkpoints.resolve(network.folderName());
    TrainRun.Outcome outcome =
        TrainRun.run(
            config.trainConfig(network),
            folder,
            true,
            STATE_INTERVAL,
            listener.training(network),
            stop);
    return outcome == TrainRun.Outcome.STOPPED ? Optional.empty() : Optional.of(folder);
  }
}
