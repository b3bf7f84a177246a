package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceFiles;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.experiment.table.TableRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.network.NotFiniteException;

/** Trains and measures networks. Networks that several targets share are trained once. */
final class NetworkWork {

  private final Reproduction.Settings settings;
  private final Path folder;

  NetworkWork(Reproduction.Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Which surfaces are drawn.
   *
   * @param depth of the networks
   * @param widths of the networks
   * @param epoch of the checkpoints
   * @param loss which loss
   * @param surface over which plane, by the first of the pairs of directions
   * @param pairs number of pairs of directions
   */
  record Surfaces(
      int depth,
      List<Integer> widths,
      int epoch,
      LossConfig loss,
      SurfaceConfig surface,
      int pairs) {
    /** Checks the number of pairs. */
    Surfaces {
      if (pairs < 1) {
        throw new IllegalArgumentException("pairs is %d; expected at least 1".formatted(pairs));
      }
    }
  }

  /** Makes a table; returns its folder, or nothing if it was stopped. */
  Optional<Path> table(Work work, UnitExecutor executor, RunControl<ReproductionListener> control)
      throws IOException {
    TableConfig config = tableConfig(work);
    Path out = folder.resolve(work.name().toLowerCase(Locale.ROOT));
    Optional<ProbeResults> results =
        new TableRun(config, checkpoints(), out)
            .run(executor, control.withListener(control.listener().table(config)));
    if (results.isPresent() && results.get().checkpoints().isEmpty()) {
      throw new NotFiniteException("no network could be trained and probed");
    }
    return results.map(each -> out);
  }

  /** Returns the grid of networks behind a table. */
  TableConfig tableConfig(Work work) throws IOException {
    return table(work.name().toLowerCase(Locale.ROOT)).resolve();
  }

  /** Makes the surfaces; returns a folder for each pair, or nothing if it was stopped. */
  Optional<List<Path>> surfaces(UnitExecutor executor, RunControl<ReproductionListener> control)
      throws IOException {
    Surfaces what = surfacesConfig();
    TableConfig networks = networks(what);
    Optional<Map<TableNetwork, SortedMap<Integer, String>>> trained =
        TableRun.train(
            networks,
            checkpoints(),
            executor,
            control.withListener(control.listener().table(networks)));
    if (trained.isEmpty()) {
      return Optional.empty();
    }
    List<Path> zips =
        networks.networks().stream()
            .map(network -> trained.get().get(network).get(what.epoch))
            .filter(Objects::nonNull)
            .map(Path::of)
            .toList();
    if (zips.isEmpty()) {
      throw new NotFiniteException("no network could be trained to epoch " + what.epoch);
    }
    List<Path> drawn = new ArrayList<>();
    for (int pair = 0; pair < what.pairs; pair++) {
      Optional<Path> folder = draw(what, pair, networks, zips, executor, control);
      if (folder.isEmpty()) {
        return Optional.empty();
      }
      drawn.add(folder.get());
    }
    return Optional.of(drawn);
  }

  /** Returns which surfaces are drawn. */
  Surfaces surfacesConfig() throws IOException {
    return Configuration.of(
            Surfaces.class,
            new Surfaces(8, List.of(1), 0, LossConfig.DEFAULT, SurfaceConfig.DEFAULT, 1))
        .overlayYaml(Configs.text(quickly("surfaces.yaml")))
        .resolve();
  }

  /** Returns the networks whose surfaces are drawn. */
  TableConfig networks(Surfaces what) throws IOException {
    Configuration<TableConfig> table =
        table("table2").set("depths", List.of(what.depth)).set("widths", what.widths);
    // A surface is of one network a width.
    List<Long> seeds = table.resolve().training().seeds().subList(0, 1);
    return table.set("training.seeds", seeds).resolve();
  }

  private Optional<Path> draw(
      Surfaces what,
      int pair,
      TableConfig networks,
      List<Path> zips,
      UnitExecutor executor,
      RunControl<ReproductionListener> control)
      throws IOException {
    Path out = folder.resolve("surfaces-" + (pair + 1));
    SurfaceConfig surface =
        Configuration.of(SurfaceConfig.class, what.surface).set("pair", pair).resolve();
    SurfaceRun run = new SurfaceRun(zips, networks.data(), what.loss, surface, settings.compute());
    Optional<SurfaceResults> results =
        run.run(out, executor, control.withListener(control.listener().surfaces()));
    if (results.isEmpty()) {
      return Optional.empty();
    }
    requireSome(results.get());
    SurfaceFiles.write(results.get(), out, null);
    return Optional.of(out);
  }

  /** Without surfaces there is nothing to draw, and the other experiments go on. */
  static void requireSome(SurfaceResults results) {
    if (results.surfaces().isEmpty()) {
      throw new NotFiniteException("no network has a finite loss at the centre of its surface");
    }
  }

  private Configuration<TableConfig> table(String name) throws IOException {
    Configuration<TableConfig> configuration =
        Configuration.of(TableConfig.class, TableConfig.defaults())
            .overlayYaml(Configs.text(settings.quick() ? quickly(name + ".yaml") : full(name)))
            .set("compute", settings.compute());
    if (!settings.quick() && name.equals("table4")) {
      configuration.set("depths", List.of(32, 56, 80));
    }
    return configuration
        .set("training.seeds", settings.seeds())
        .set("data.source", settings.syntheticImages() ? DataConfig.SYNTHETIC : settings.images());
  }

  /** Table 4 is a part of Table 2 in the later version. */
  private static String full(String name) {
    return name.equals("table4") ? "table2.yaml" : name + ".yaml";
  }

  private String quickly(String file) {
    return "reproduce/" + (settings.quick() ? "quick/" : "") + file;
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }
}
