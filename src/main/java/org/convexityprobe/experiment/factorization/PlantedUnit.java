package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.experiment.factorization.PlantedResults.Concentrated;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.experiment.factorization.PlantedResults.Figure1;
import org.convexityprobe.experiment.factorization.PlantedResults.Finished;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.Concentration;
import org.convexityprobe.nmf.EntryLaw;
import org.convexityprobe.nmf.PlantedModel;
import org.convexityprobe.nmf.PlantedStudy;
import org.convexityprobe.nmf.Workers;

/** A unit of work on planted models. */
sealed interface PlantedUnit extends StudyUnit<Finished> {
  /** Measures it. */
  Finished measure(Workers workers);

  /** Returns whether this is what a unit in the journal is of. */
  boolean isOf(Finished finished);

  @Override
  default Finished compute(UnitContext context, RunControl<FactorizationListener> control) {
    control.check();
    return measure(Workers.of(context.threads()));
  }

  /**
   * The probability of Theorem 1 in one model.
   *
   * @param config of all models
   * @param law of the entries
   * @param fraction of the entries that is observed
   * @param n rows and columns
   */
  record Model(PlantedConfig config, String law, double fraction, int n) implements PlantedUnit {
    @Override
    public String describe() {
      return "models of size %d with entries %s, %s of them observed".formatted(n, law, fraction);
    }

    @Override
    public Finished measure(Workers workers) {
      EntryLaw entries = PlantedConfig.law(law);
      PlantedModel model = new PlantedModel(n, n, config.rank(n), entries, fraction);
      PlantedStudy.Result result =
          PlantedStudy.lines(model, config.draws(), config.seed(), workers);
      return new Finished(
          new Entry(law, entries.ratio(), n, model.rank(), fraction, result), null, null);
    }

    @Override
    public boolean isOf(Finished finished) {
      Entry entry = finished.entry();
      return entry != null
          && entry.law().equals(law)
          && entry.observedFraction() == fraction
          && entry.n() == n;
    }
  }

  /** The facts of the proof in the model of Fig. 1, and lines to be drawn. */
  record Facts(PlantedConfig config) implements PlantedUnit {
    private static final PlantedModel FIGURE_1 =
        new PlantedModel(100, 100, 10, EntryLaw.halfNormal(), 1);

    /** Lines that are drawn of each kind. */
    private static final int DRAWN = 5;

    @Override
    public String describe() {
      return "facts of the proof";
    }

    @Override
    public Finished measure(Workers workers) {
      return new Finished(
          null,
          new Figure1(
              PlantedStudy.facts(FIGURE_1, config.factDraws(), config.seed(), workers),
              PlantedStudy.pairs(FIGURE_1, DRAWN, config.seed(), workers)),
          null);
    }

    @Override
    public boolean isOf(Finished finished) {
      return finished.figure1() != null;
    }
  }

  /** How far sums deviate from their means, against n. */
  record Deviations(PlantedConfig config) implements PlantedUnit {
    @Override
    public String describe() {
      return "deviations of sums";
    }

    @Override
    public Finished measure(Workers workers) {
      return new Finished(
          null,
          null,
          new Concentrated(
              List.copyOf(
                  Concentration.of(
                      EntryLaw.halfNormal(), config.factDraws(), config.seed(), workers))));
    }

    @Override
    public boolean isOf(Finished finished) {
      return finished.concentration() != null;
    }
  }
}
