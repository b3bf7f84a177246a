package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ModelConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.work.FailedUnitsException;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.report.MissingNetwork;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.resnet.Shortcut;

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

  /** Returns which table it is. */
  public TableConfig config() {
    return config;
  }

  /** Returns the folder of the results. */
  public Path folder() {
    return folder;
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
    Map<TableNetwork, ProbeResults> probed = new HashMap<>();
    // Units that failed leave the other networks: told when these are done.
    List<FailedUnitsException> failed = new ArrayList<>();
    try {
      executor.execute(
          units(config, checkpoints),
          control,
          (unit, trained, maker) -> {
            ProbeResults results;
            try {
              results = probe(unit.network(), trained, executor, control);
            } catch (FailedUnitsException e) {
              failed.add(e);
              return;
            }
            run.addMakers(results.manifest().madeBy());
            probed.put(unit.network(), results);
            control.listener().networkDone(unit.network(), results.checkpoints());
          });
    } catch (FailedUnitsException e) {
      failed.add(e);
    }
    if (!failed.isEmpty()) {
      throw FailedUnitsException.of(failed);
    }
    List<CheckpointResult> all = new ArrayList<>();
    List<MissingNetwork> missing = new ArrayList<>();
    for (TableNetwork network : config.networks()) {
      all.addAll(probed.get(network).checkpoints());
      missing.addAll(probed.get(network).missing());
    }
    ProbeResults results =
        new ProbeResults(ProbeResults.SCHEMA_VERSION, run.manifest(), all, missing);
    if (!all.isEmpty()) {
      Json.write(run.path().resolve(ProbeResults.FILE), results);
      ProbeFiles.writeTables(Comparison.of(results), run.path());
    }
    return results;
  }

  /** Probes the checkpoints that there are, and notes those that are missing. */
  private ProbeResults probe(
      TableNetwork network,
      TrainUnit.Trained trained,
      UnitExecutor executor,
      RunControl<TableListener> control)
      throws IOException {
    Path out = folder.resolve(network.folderName() + part(trained));
    ProbeResults results =
        new ProbeRun(trained.paths(), config.data(), config.probe(), config.compute())
            .run(out, executor, control.withListener(control.listener().probing(network)))
            .orElseThrow(CancellationException::new);
    ProbeFiles.write(results, out);
    Set<Integer> measured =
        results.checkpoints().stream()
            .map(result -> result.description().epoch())
            .collect(Collectors.toSet());
    List<MissingNetwork> missing =
        config.training().recipe().checkpointEpochs().stream()
            .filter(epoch -> !measured.contains(epoch))
            .map(epoch -> missing(network, epoch, trained))
            .toList();
    return new ProbeResults(
        results.schemaVersion(), results.manifest(), results.checkpoints(), missing);
  }

  /**
   * Returns what a folder's name says of how far a training came; nothing if it came to its end. A
   * probe's folder belongs to its checkpoints, and there may be more of them at the next start.
   */
  private String part(TrainUnit.Trained trained) {
    int there = trained.files().size();
    return there == config.training().recipe().checkpointEpochs().size() ? "" : "-first-" + there;
  }

  private static MissingNetwork missing(
      TableNetwork network, int epoch, TrainUnit.Trained trained) {
    ModelConfig model = network.model();
    return new MissingNetwork(
        new NetworkLabel(model.shortcut() != Shortcut.NONE, model.depth(), model.width(), epoch),
        network.describe(),
        trained.files().containsKey(epoch) ? "its checkpoint cannot be used" : trained.failure());
  }

  /**
   * Returns the trainings, with the choice of convolutions made here: processes of a cluster would
   * each make their own.
   */
  private static List<TrainUnit> units(TableConfig config, Path checkpoints) throws IOException {
    List<TrainUnit> units = new ArrayList<>();
    for (TableNetwork network : config.networks()) {
      Path folder = checkpoints.resolve(network.folderName());
      units.add(new TrainUnit(network, config.trainConfig(network).in(folder), folder.toString()));
    }
    return units;
  }

  /**
   * Trains the networks of a table as far as that is not done. The listener is told of a training
   * that diverges.
   *
   * @param checkpoints receives a folder for each network
   * @param executor trains
   * @return the checkpoints of each network by their epochs, those that it did not come to left
   *     out, or nothing if it was stopped
   */
  public static Optional<Map<TableNetwork, SortedMap<Integer, String>>> train(
      TableConfig config,
      Path checkpoints,
      UnitExecutor executor,
      RunControl<TableListener> control)
      throws IOException {
    Map<TableNetwork, SortedMap<Integer, String>> files = new HashMap<>();
    try {
      executor.execute(
          units(config, checkpoints),
          control,
          (unit, trained, maker) -> files.put(unit.network(), trained.files()));
      return Optional.of(files);
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }
}
