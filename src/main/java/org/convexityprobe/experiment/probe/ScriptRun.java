package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.config.ProbeConfig.CrossCheck;
import org.convexityprobe.experiment.config.ProbeConfig.Scan;
import org.convexityprobe.experiment.config.ScriptConfig;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.landscape.DirectionSampler;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.network.ScriptedModel;
import org.convexityprobe.report.LineCsv;
import org.convexityprobe.report.LineNumpy;
import org.convexityprobe.report.LinePlot;

/**
 * Probes TorchScript networks of any kind along random lines, into a folder. Lines go to the
 * journal as they finish, so a run that was killed goes on after its last line and gives the same
 * results. Networks of the same parameters share their draws, and their lines pair.
 */
public final class ScriptRun {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "torchscript";

  /** A centre this many times worse than guessing makes a length of 1 suspect. */
  private static final double BLOW_UP = 10;

  /** What a run tells while it works. */
  public interface Listener {
    /** So many lines are to be scanned, of which some were done before. */
    void planned(int lines, int done);

    /** A line is done. */
    void lineDone(String network, LineScan scan);
  }

  /**
   * Everything that decides the numbers.
   *
   * @param checkpoints SHA-256 of each network's file, by its path
   * @param data where the images come from, and how their pixels become inputs
   * @param probe how networks are probed
   * @param network how they are computed
   */
  public record Identity(
      Map<String, String> checkpoints, DataConfig data, ProbeConfig probe, ScriptConfig network) {}

  /** The images of all networks, normalised. */
  private record Images(ProbeImages.Selection selection, LossSpec loss) {
    ImageSet population() {
      return selection.population();
    }

    ImageSet subset() {
      return selection.subset();
    }
  }

  private final List<Path> files;
  private final DataConfig data;
  private final ProbeConfig probe;
  private final ScriptConfig network;

  /**
   * Prepares a run.
   *
   * @param files the networks
   * @throws IllegalArgumentException if the settings ask for what such networks do not give
   */
  public ScriptRun(List<Path> files, DataConfig data, ProbeConfig probe, ScriptConfig network) {
    require(probe.scan() == Scan.PLAIN, "scan plain");
    require(probe.crossCheck() == CrossCheck.NONE, "crossCheck none");
    require(
        probe.batchNorm() == BatchNormMode.RUNNING,
        "batchNorm running: a TorchScript network is computed as it was saved");
    this.files = List.copyOf(files);
    this.data = data;
    this.probe = probe;
    this.network = network;
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("TorchScript networks are probed with " + expected);
    }
  }

  /**
   * Probes what is not done yet.
   *
   * @param folder receives the journal and the results
   * @return the results, or nothing if it was stopped
   * @throws IOException if a network or the images cannot be read, or the folder not be written
   */
  public Optional<ScriptResults> run(Path folder, RunControl<Listener> control) throws IOException {
    Images images = images();
    Identity identity = new Identity(CheckpointHashes.of(files), data, probe, network);
    Manifest manifest = Manifest.of(KIND, identity, data.facts());
    return RunFolder.use(folder, manifest, run -> results(run, images, control));
  }

  private Images images() throws IOException {
    ImageDataset dataset = data.load();
    ProbeImages.Selection selection =
        ProbeImages.select(dataset, probe.loss(), probe.defaultImages());
    int batch = Math.min(probe.batchSize(), selection.subset().count());
    return new Images(
        selection, new LossSpec(data.normalize(dataset).apply(selection.subset()), batch, false));
  }

  private ScriptResults results(RunFolder run, Images images, RunControl<Listener> control)
      throws IOException {
    Journal<LineEntry> journal = run.journal(LineEntry.class);
    control.listener().planned(files.size() * probe.lines(), journal.entries().size());
    List<ScriptResults.Network> networks = new ArrayList<>();
    for (Path file : files) {
      networks.add(probe(file, images, journal, control));
    }
    ScriptResults results =
        new ScriptResults(ScriptResults.SCHEMA_VERSION, run.manifest(), networks);
    write(results, run.path());
    return results;
  }

  private ScriptResults.Network probe(
      Path file, Images images, Journal<LineEntry> journal, RunControl<Listener> control)
      throws IOException {
    String name = file.toString();
    Map<Integer, LineEntry> done =
        new TreeMap<>(
            journal.entries(
                entry -> entry.checkpoint().equals(name), entry -> entry.scan().line()));
    try (ScriptedModel model =
            ScriptedModel.load(file, network.doublePrecision(), network.output());
        NetworkFunction function = model.function(images.loss)) {
      requireClasses(file, function, model.parameters(), images);
      for (int line = 0; line < probe.lines(); line++) {
        if (!done.containsKey(line)) {
          LineEntry entry = scan(name, line, model, function, images, control);
          journal.append(entry);
          done.put(line, entry);
          control.listener().lineDone(name, entry.scan());
        }
      }
      return result(name, model.parameters().length, images, List.copyOf(done.values()));
    }
  }

  /** A network with fewer outputs than classes would have losses of other images' outputs. */
  private static void requireClasses(
      Path file, NetworkFunction function, float[] parameters, Images images) {
    int outputs = function.logits(parameters).length / function.images();
    int classes = images.population().classes();
    if (outputs < 2 || outputs != classes) {
      throw new IllegalArgumentException(
          "%s gives %d numbers an image, but the images have %d classes; expected one logit a class"
              .formatted(file, outputs, classes));
    }
  }

  private LineEntry scan(
      String name,
      int line,
      ScriptedModel model,
      NetworkFunction function,
      Images images,
      RunControl<Listener> control) {
    long start = System.nanoTime();
    float[] weights = model.parameters();
    NetworkLine along =
        new NetworkLine(
            function,
            images.subset().labels(),
            weights,
            new DirectionSampler(model.layout(), probe.normalizationDirection(), probe.seed())
                .draw(weights, line));
    LineScan scan =
        new LineScanner(probe.scanSettings(), images.selection.design())
            .scan(
                line,
                along,
                new ScanListener() {
                  @Override
                  public void evaluated(int done, int planned) {}

                  @Override
                  public boolean cancelled() {
                    return control.stop().getAsBoolean();
                  }
                });
    return new LineEntry(
        name, (System.nanoTime() - start) / 1e9, scan, null, along.accuracies(scan.lambdas()));
  }

  private ScriptResults.Network result(
      String name, int parameters, Images images, List<LineEntry> entries) {
    List<LineScan> lines = entries.stream().map(LineEntry::scan).toList();
    List<List<Double>> accuracies = entries.stream().map(LineEntry::accuracies).toList();
    int centre = lines.get(0).grid().centre();
    double loss = lines.get(0).values().get(centre);
    return new ScriptResults.Network(
        name,
        parameters,
        images.subset().count(),
        images.population().count(),
        loss,
        accuracies.get(0).get(centre),
        LengthSummary.of(lines, CheckpointProbe.bootstrap(probe)),
        warnings(loss, images),
        lines,
        accuracies);
  }

  private static List<String> warnings(double loss, Images images) {
    double chance = Math.log(images.population().classes());
    if (loss <= BLOW_UP * chance) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "the loss of the network is %.3g, guessing has %.3g: check normalisation and the order"
                + " of classes",
            loss,
            chance));
  }

  private static void write(ScriptResults results, Path folder) throws IOException {
    ResultFiles files = new ResultFiles(folder);
    Set<String> stems = new HashSet<>();
    for (ScriptResults.Network network : results.networks()) {
      String file = Path.of(network.name()).getFileName().toString();
      String stem = ResultNames.unique(file.replaceFirst("\\.[^.]*$", ""), stems);
      stems.add(stem);
      LineCsv.write(network.lines(), folder.resolve("lines-" + stem + ".csv"));
      LineNumpy.write(
          network.lines(), network.accuracies(), folder.resolve("lines-" + stem + ".npz"));
      String title = "%s, %d of %d images".formatted(file, network.images(), network.population());
      files.figure(
          "lines-" + stem,
          LinePlot.of(title, network.lines(), LinePlot.needsLogarithm(network.lines())));
    }
    files.json(results);
  }
}
