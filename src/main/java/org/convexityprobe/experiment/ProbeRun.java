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
 * Probes checkpoints along random lines, into a folder. Lines go to the journal as they finish, so
 * a run that was killed goes on after its last line and gives the same results.
 */
public final class ProbeRun {
  /** A run of this kind, as its manifest says. */
  static final String KIND = "probe";

  private static final String JOURNAL = "journal.jsonl";

  /**
   * Everything that decides a probe's numbers.
   *
   * @param checkpoints SHA-256 of each checkpoint's zip, by its path
   * @param data where the images come from
   * @param probe how checkpoints are probed
   * @param compute how it is computed
   */
  public record Identity(
      Map<String, String> checkpoints, DataConfig data, ProbeConfig probe, ComputeConfig compute) {}

  private final List<Path> checkpoints;
  private final DataConfig data;
  private final ProbeConfig probe;
  private final ComputeConfig compute;

  /**
   * Prepares a probe.
   *
   * @param checkpoints zips of checkpoints
   * @param data where the images come from; each checkpoint is probed on those it was trained on
   */
  public ProbeRun(
      List<Path> checkpoints, DataConfig data, ProbeConfig probe, ComputeConfig compute) {
    this.checkpoints = List.copyOf(checkpoints);
    this.data = data;
    this.probe = probe;
    this.compute = compute;
  }

  /**
   * Probes what is not done yet.
   *
   * @param folder receives the journal and {@code results.json}
   * @return the results, or nothing if it was stopped
   * @throws IOException if a checkpoint or the images cannot be read, or the folder not be written
   */
  public Optional<ProbeResults> run(Path folder, ProbeListener listener, BooleanSupplier stop)
      throws IOException {
    compute.apply();
    Manifest manifest =
        Manifest.of(
            KIND,
            new Identity(CheckpointHashes.of(checkpoints), data, probe, compute),
            Environment.facts());
    try (RunFolder run = RunFolder.open(folder, manifest);
        Journal<LineEntry> journal = Journal.open(folder.resolve(JOURNAL), LineEntry.class)) {
      ProbeImages images = new ProbeImages(data, probe.loss());
      listener.planned(
          (long) checkpoints.size() * probe.lines() * CheckpointProbe.evaluations(probe),
          (long) journal.entries().size() * CheckpointProbe.evaluations(probe));
      List<CheckpointResult> results = new ArrayList<>();
      for (Path checkpoint : checkpoints) {
        results.add(probe(checkpoint, images, journal, listener, stop));
      }
      ProbeResults all = new ProbeResults(ProbeResults.SCHEMA_VERSION, manifest, results);
      Json.write(run.path().resolve(ProbeResults.FILE), all);
      return Optional.of(all);
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private CheckpointResult probe(
      Path file,
      ProbeImages images,
      Journal<LineEntry> journal,
      ProbeListener listener,
      BooleanSupplier stop)
      throws IOException {
    String name = file.toString();
    Map<Integer, LineEntry> done = new TreeMap<>();
    for (LineEntry entry : journal.entries()) {
      if (entry.checkpoint().equals(name)) {
        done.put(entry.scan().line(), entry);
      }
    }
    listener.checkpointStarted(name, done.size());
    CheckpointResult result =
        new CheckpointProbe(file, images, probe, compute)
            .run(done, journal::append, listener, stop);
    listener.checkpointDone(result);
    return result;
  }
}
