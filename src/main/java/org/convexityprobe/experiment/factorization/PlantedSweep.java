package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.PlantedResults.Concentrated;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.experiment.factorization.PlantedResults.Figure1;
import org.convexityprobe.experiment.factorization.PlantedResults.Finished;
import org.convexityprobe.nmf.Concentration;
import org.convexityprobe.nmf.EntryLaw;
import org.convexityprobe.nmf.Exponent;
import org.convexityprobe.nmf.PlantedModel;
import org.convexityprobe.nmf.PlantedStudy;

/**
 * The planted model: Fig. 1, the probability of Theorem 1 against n, and the facts of its proof.
 */
public record PlantedSweep(PlantedConfig config) implements Study {
  private static final PlantedModel FIGURE_1 =
      new PlantedModel(100, 100, 10, EntryLaw.halfNormal(), 1);

  /** Lines that are drawn of each kind. */
  private static final int DRAWN = 5;

  @Override
  public String kind() {
    return "nmf-planted";
  }

  @Override
  public void run(StudyContext context) throws IOException {
    Journal<Finished> journal = context.run().journal(Finished.class);
    List<Entry> entries =
        new ArrayList<>(
            journal.entries().stream().map(Finished::entry).filter(Objects::nonNull).toList());
    int total =
        config.laws().size() * config.observedFractions().size() * config.sizes().size() + 2;
    context.listener().planned("models", total, journal.entries().size());
    int index = 0;
    for (String law : config.laws()) {
      for (double fraction : config.observedFractions()) {
        for (int n : config.sizes()) {
          if (index++ >= entries.size()) {
            context.check();
            Entry entry = measure(context, law, fraction, n);
            journal.append(new Finished(entry, null, null));
            entries.add(entry);
            context.listener().done();
          }
        }
      }
    }
    Figure1 figure1 = figure1(context, journal);
    List<Exponent> exponents = new ArrayList<>(TheoremExponents.of(config, entries));
    exponents.addAll(concentration(context, journal));
    PlantedResults results =
        new PlantedResults(context.run().manifest(), entries, figure1.facts(), exponents);
    PlantedFiles.write(config, results, figure1.pairs(), context.files());
    PlantedFiles.notes(results).forEach(context.listener()::note);
  }

  private Entry measure(StudyContext context, String name, double fraction, int n) {
    EntryLaw law = PlantedConfig.law(name);
    PlantedModel model = new PlantedModel(n, n, config.rank(n), law, fraction);
    PlantedStudy.Result result =
        PlantedStudy.lines(model, config.draws(), config.seed(), context.workers());
    return new Entry(name, law.ratio(), n, model.rank(), fraction, result);
  }

  private Figure1 figure1(StudyContext context, Journal<Finished> journal) throws IOException {
    for (Finished finished : journal.entries()) {
      if (finished.figure1() != null) {
        return finished.figure1();
      }
    }
    context.check();
    Figure1 figure1 =
        new Figure1(
            PlantedStudy.facts(FIGURE_1, config.factDraws(), config.seed(), context.workers()),
            PlantedStudy.pairs(FIGURE_1, DRAWN, config.seed(), context.workers()));
    journal.append(new Finished(null, figure1, null));
    context.listener().done();
    return figure1;
  }

  private List<Exponent> concentration(StudyContext context, Journal<Finished> journal)
      throws IOException {
    for (Finished finished : journal.entries()) {
      if (finished.concentration() != null) {
        return finished.concentration().exponents();
      }
    }
    context.check();
    List<Exponent> exponents =
        Concentration.of(
            EntryLaw.halfNormal(), config.factDraws(), config.seed(), context.workers());
    journal.append(new Finished(null, null, new Concentrated(exponents)));
    context.listener().done();
    return exponents;
  }
}
