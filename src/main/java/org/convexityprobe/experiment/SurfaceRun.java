package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.convexityprobe.data.Json;

/**
 * Computes the loss over a plane around checkpoints, into a folder. Rows go to the journal as they
 * finish, so a run that was killed goes on after its last row and gives the same results.
 */
public final class SurfaceRun {
  /** A run of this kind, as its manifest says. */
  static final String KIND = "surface";

  private static final String JOURNAL = "journal.jsonl";

  /**
   * Everything that decides a surface's numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param loss which loss
   * @param surface over which plane
   * @param compute how it is computed
   */
  public record Identity(
      Map<String, String> checkpoints,
      DataConfig data,
      LossConfig loss,
      SurfaceConfig surface,
      ComputeConfig compute) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final LossConfig loss;
  private final SurfaceConfig surface;
  private final ComputeConfig compute;

  /**
   * Prepares surfaces.
   *
   * @param checkpoints zips of checkpoints
   * @param data where the images come from
   */
  public SurfaceRun(
      List<Path> checkpoints,
      DataConfig data,
      LossConfig loss,
      SurfaceConfig surface,
      ComputeConfig compute) {
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.loss = loss;
    this.surface = surface;
    this.compute = compute;
  }

  /**
   * Computes what is not done yet.
   *
   * @param folder receives the journal and {@code surfaces.json}
   * @return the results, or nothing if it was stopped
   * @throws IOException if a checkpoint or the images cannot be read, or the folder not be written
   */
  public Optional<SurfaceResults> run(Path folder, SurfaceListener listener, BooleanSupplier stop)
      throws IOException {
    compute.apply();
    Identity identity =
        new Identity(CheckpointHashes.of(checkpoints), data, loss, surface, compute);
    Manifest manifest = Manifest.of(KIND, identity, Environment.facts());
    try (RunFolder run = RunFolder.open(folder, manifest);
        Journal<SurfaceEntry> journal = Journal.open(folder.resolve(JOURNAL), SurfaceEntry.class)) {
      ProbeImages images = new ProbeImages(data, loss);
      listener.planned(
          checkpoints.size() * surface.points(),
          (long) journal.entries().size() * surface.x().points());
      List<SurfaceResult> results = new ArrayList<>();
      for (Path checkpoint : checkpoints) {
        results.add(compute(checkpoint, images, journal, listener, stop));
      }
      SurfaceResults all = new SurfaceResults(SurfaceResults.SCHEMA_VERSION, manifest, results);
      Json.write(run.path().resolve(SurfaceResults.FILE), all);
      return Optional.of(all);
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private SurfaceResult compute(
      Path file,
      ProbeImages images,
      Journal<SurfaceEntry> journal,
      SurfaceListener listener,
      BooleanSupplier stop)
      throws IOException {
    String name = file.toString();
    Map<Integer, SurfaceEntry> done = new TreeMap<>();
    for (SurfaceEntry entry : journal.entries()) {
      if (entry.checkpoint().equals(name)) {
        done.put(entry.row().row(), entry);
      }
    }
    listener.surfaceStarted(name, done.size());
    SurfaceResult result =
        new CheckpointSurface(file, images, loss, surface, compute)
            .run(done, journal::append, listener, stop);
    listener.surfaceDone(result);
    return result;
  }
}
