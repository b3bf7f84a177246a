package org.convexityprobe.cli.nmf;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.StudyOptions;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.factorization.PlantedConfig;
import org.convexityprobe.experiment.factorization.PlantedSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity nmf planted}. */
@Command(
    name = "planted",
    description = "Simulate the planted model: Theorem 1, its facts and its exponents.")
final class NmfPlantedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions study;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Sizes n, separated by commas; 4,9,16,25,36,49,64,81,100,144,196 by default.")
  private List<Integer> sizes;

  @Option(
      names = "--laws",
      paramLabel = "LAW",
      split = ",",
      description =
          "Distribution of the entries: half-normal, uniform, exponential, or law*p for thinned"
              + " entries; half-normal,uniform,half-normal*0.3,uniform*0.1 by default.")
  private List<String> laws;

  @Option(
      names = "--observed",
      paramLabel = "SHARE",
      split = ",",
      description = "Shares of entries observed, separated by commas; 1,0.3 by default.")
  private List<Double> observed;

  @Option(
      names = "--rank-factor",
      paramLabel = "C",
      description = "C in the rank C n^E; 1 by default.")
  private Double rankFactor;

  @Option(
      names = "--rank-exponent",
      paramLabel = "E",
      description = "E in the rank C n^E; 0.5 by default.")
  private Double rankExponent;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of each model; 1000 by default.")
  private Integer draws;

  @Option(
      names = "--fact-draws",
      paramLabel = "N",
      description = "Draws for the facts and for deviations; 2000 by default.")
  private Integer factDraws;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Seed; 1 by default. Draw I is drawn from SEED + I: seeds 1 and 2 share all draws but one."
              + " Seeds of separate repetitions must differ by at least --draws and --fact-draws.")
  private Long seed;

  @Override
  public Integer call() throws IOException {
    Configuration<PlantedConfig> configuration =
        study.configuration(PlantedConfig.class, PlantedConfig.DEFAULT);
    return study.run(
        new PlantedSweep(
            configuration
                .set("sizes", sizes)
                .set("laws", laws)
                .set("observedFractions", observed)
                .set("rankFactor", rankFactor)
                .set("rankExponent", rankExponent)
                .set("draws", draws)
                .set("factDraws", factDraws)
                .set("seed", seed)
                .resolve()),
        spec);
  }
}
