package org.convexityprobe.experiment.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.DirectionConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Probes checkpoints along random lines, into a folder. Lines go to the journal as they finish, so
 * a run that was killed goes on after its last line and gives the same results.
 */
public final class ProbeRun {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = ProbeResults.PROBE;

  /**
   * Everything that decides a probe's numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param probe how checkpoints are probed
   * @param compute how it is computed
   * @param directions where directions come from; null for random ones that are not written
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      ComputeConfig compute,
      @JsonInclude(JsonInclude.Include.NON_NULL) Directions directions) {}

  /**
   * Directions that are not drawn from the seed alone, or are written down.
   *
   * @param file the file of a given direction, or null
   * @param sha256 its SHA-256, or null
   * @param save whether directions are written to the run's folder
   */
  public record Directions(String file, String sha256, boolean save) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final ProbeConfig probe;
  private final ComputeConfig compute;
  private final DirectionConfig directions;

  /**
   * Prepares a probe.
   *
   * @param checkpoints zips of checkpoints
   * @param data where the images come from; each checkpoint is probed on those it was trained on
   */
  public ProbeRun(
      List<Path> checkpoints, DataConfig data, ProbeConfig probe, ComputeConfig compute) {
    this(checkpoints, data, probe, compute, DirectionConfig.RANDOM);
  }

  /**
   * Prepares a probe along given directions, or one that writes its directions down.
   *
   * @throws IllegalArgumentException if a direction is given, but another number of lines than one
   */
  public ProbeRun(
      List<Path> checkpoints,
      DataConfig data,
      ProbeConfig probe,
      ComputeConfig compute,
      DirectionConfig directions) {
    directions.requireLines(probe.lines());
    this.directions = directions;
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.probe = probe;
    this.compute = compute;
  }

  /**
   * Probes what is not done yet.
   *
   * @param folder receives the journal and {@code results.json}
   * @return the results of the checkpoints that could be used, perhaps of none, or nothing if it
   *     was stopped
   * @throws IOException if a checkpoint or the images cannot be read, or the folder not be written
   */
  public Optional<ProbeResults> run(Path folder, ProbeListener listener, BooleanSupplier stop)
      throws IOException {
    compute.apply();
    requireFittingDirection();
    Manifest manifest = Manifest.of(KIND, identity(), data.facts());
    return RunFolder.use(folder, manifest, run -> results(run, listener, stop));
  }

  private ProbeResults results(RunFolder run, ProbeListener listener, BooleanSupplier stop)
      throws IOException {
    Journal<LineEntry> journal = run.journal(LineEntry.class);
    ProbeImages images = new ProbeImages(data, probe);
    listener.planned(
        (long) checkpoints.size() * probe.lines() * probe.evaluations(),
        (long) journal.entries().size() * probe.evaluations());
    List<CheckpointResult> results = new ArrayList<>();
    for (Path checkpoint : checkpoints) {
      UsableCheckpoint.use(
              checkpoint,
              listener,
              network -> probe(network, run.path(), images, journal, listener, stop))
          .ifPresent(results::add);
    }
    ProbeResults all = new ProbeResults(ProbeResults.SCHEMA_VERSION, run.manifest(), results);
    if (!results.isEmpty()) {
      Json.write(run.path().resolve(ProbeResults.FILE), all);
    }
    return all;
  }

  private CheckpointResult probe(
      TrainedNetwork network,
      Path folder,
      ProbeImages images,
      Journal<LineEntry> journal,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    String name = network.file().toString();
    Map<Integer, LineEntry> done =
        journal.entries(entry -> entry.checkpoint().equals(name), entry -> entry.scan().line());
    listener.checkpointStarted(name, done.size());
    CheckpointResult result =
        new CheckpointProbe(network, images, probe, compute, directions)
            .run(folder, done, journal::append, listener, stop);
    listener.checkpointDone(result);
    return result;
  }

  /** Reads a given direction for every checkpoint before anything is written. */
  private void requireFittingDirection() throws IOException {
    if (directions.file() != null) {
      for (Path checkpoint : checkpoints) {
        new LineDirections(CheckpointFiles.read(checkpoint), probe, directions);
      }
    }
  }

  private Identity identity() throws IOException {
    Path file = directions.file();
    Directions identity =
        directions.equals(DirectionConfig.RANDOM)
            ? null
            : new Directions(
                file == null ? null : file.toString(),
                file == null ? null : CheckpointHashes.sha256(file),
                directions.save());
    return new Identity(CheckpointHashes.of(checkpoints), data, probe, compute, identity);
  }
}
