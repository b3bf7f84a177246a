package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.experiment.factorization.PlantedResults.Figure1;
import org.convexityprobe.experiment.factorization.PlantedResults.Finished;
import org.convexityprobe.nmf.Exponent;

/**
 * The planted model: Fig. 1, the probability of Theorem 1 against n, and the facts of its proof.
 */
public record PlantedSweep(PlantedConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-planted";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    write(context, context.complete("models", units(), Finished.class, PlantedUnit::isOf));
  }

  private void write(StudyContext context, List<Finished> all) throws IOException {
    List<Entry> entries = all.stream().map(Finished::entry).filter(Objects::nonNull).toList();
    Figure1 figure1 = only(all, Finished::figure1);
    List<Exponent> exponents = new ArrayList<>(TheoremExponents.of(config, entries));
    exponents.addAll(only(all, Finished::concentration).exponents());
    PlantedResults results =
        new PlantedResults(context.run().manifest(), entries, figure1.facts(), exponents);
    PlantedFiles.write(config, results, figure1.pairs(), context.files());
    PlantedFiles.notes(results).forEach(context.listener()::note);
  }

  private static <T> T only(List<Finished> all, Function<Finished, T> part) {
    return all.stream().map(part).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  /** Returns the models by law, observed fraction and size, and what is measured beside them. */
  private List<PlantedUnit> units() {
    List<PlantedUnit> units = new ArrayList<>();
    for (String law : config.laws()) {
      for (double fraction : config.observedFractions()) {
        for (int n : config.sizes()) {
          units.add(new PlantedUnit.Model(config, law, fraction, n));
        }
      }
    }
    units.add(new PlantedUnit.Facts(config));
    units.add(new PlantedUnit.Deviations(config));
    return units.stream().distinct().toList();
  }
}
