package org.convexityprobe.experiment.factorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.nmf.Exponent;
import org.convexityprobe.nmf.PlantedStudy;

/**
 * Results of draws of planted models.
 *
 * @param manifest what made it
 * @param entries by law, observed fraction and size
 * @param facts measured expectations of the proof
 * @param exponents of Theorem 1 where they can be fitted, and of what its proof says of
 *     concentration
 */
public record PlantedResults(
    Manifest manifest,
    List<Entry> entries,
    List<PlantedStudy.Fact> facts,
    List<Exponent> exponents) {
  /** Copies the lists. */
  public PlantedResults {
    entries = List.copyOf(entries);
    facts = List.copyOf(facts);
    exponents = List.copyOf(exponents);
  }

  /**
   * One model.
   *
   * @param law of the entries
   * @param ratio ρ = μ²/σ² of the law
   * @param n rows and columns
   * @param rank r
   * @param observedFraction p
   * @param result over all draws
   */
  public record Entry(
      String law,
      double ratio,
      int n,
      int rank,
      double observedFraction,
      PlantedStudy.Result result) {}

  /**
   * The model of Fig. 1: 100 × 100, rank 10, half-normal, all observed.
   *
   * @param facts measured on it
   * @param pairs lines to be drawn
   */
  record Figure1(List<PlantedStudy.Fact> facts, List<PlantedStudy.Pair> pairs) {}

  /**
   * One of these as it is in the journal; the others are null.
   *
   * @param entry a model
   * @param figure1 that of Fig. 1
   * @param concentration what deviates how far
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Finished(Entry entry, Figure1 figure1, Concentrated concentration) {}

  /**
   * What the proof says of concentration, of half-normal entries.
   *
   * @param exponents measured
   */
  record Concentrated(List<Exponent> exponents) {}
}
