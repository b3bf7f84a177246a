package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.factorization.FactorizationRun;
import org.convexityprobe.experiment.recovery.ControlStudy;
import org.convexityprobe.experiment.recovery.MinimaStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy;
import org.convexityprobe.experiment.recovery.NoiseStudy.Law;
import org.convexityprobe.experiment.recovery.SaddlesStudy;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.recovery.CriticalPoint;
import org.convexityprobe.recovery.DescentEnd;

/**
 * Compares measurements of low-rank matrix recovery with the abstract of 002 (arXiv 1605.07221).
 * Its statements are about incoherent measurements: here, those whose restricted isometry constant
 * may be below ⅕, which Theorem 1 needs. The constant is only bounded from below.
 */
final class RecoveryJudge {
  /** The constant that the theory needs. */
  private static final double ISOMETRY = 0.2;

  /** Descents, or critical points, that a statement about all of them needs. */
  private static final int NEEDED = 100;

  private RecoveryJudge() {}

  /** Judges a target by its runs. */
  static Judgement judge(Work work, List<Path> runs) throws IOException {
    return switch (work) {
      case RECOVERY_MINIMA ->
          minima(
              read(runs.get(0), MinimaStudy.Results.class),
              read(runs.get(1), ControlStudy.Results.class));
      case RECOVERY_NOISE -> noise(read(runs.get(0), NoiseStudy.Results.class));
      case RECOVERY_SADDLES -> saddles(read(runs.get(0), SaddlesStudy.Results.class));
      default -> throw new IllegalArgumentException(work + " is not about recovery");
    };
  }

  /** Judges that descents end at X* alone, if the control's minimum was found. */
  static Judgement minima(MinimaStudy.Results results, ControlStudy.Results control) {
    List<MinimaStudy.Entry> near =
        results.entries().stream().filter(entry -> entry.isometry() < ISOMETRY).toList();
    boolean controlled = control.findings().stream().allMatch(ControlStudy.Finding::succeeded);
    List<Claim> claims =
        List.of(
            onlyMinimum(near, controlled),
            global(near),
            new Claim(
                "SGD takes polynomial time",
                "no growth with n was measured",
                Agreement.NOT_COMPARABLE,
                "two sizes tell nothing of it"));
    Proportion found = control.findings().get(0).near();
    return Judgement.of(
        seen(near.size(), results.entries().size(), near.size() * descents(near)),
        String.format(
            Locale.ROOT,
            "descents from random starts; on the control, %d of %d end at its spurious minimum",
            found.successes(),
            found.trials()),
        claims);
  }

  private static int descents(List<MinimaStudy.Entry> entries) {
    return entries.isEmpty() ? 0 : entries.get(0).gradientDescent().reached().trials();
  }

  private static Claim onlyMinimum(List<MinimaStudy.Entry> near, boolean controlled) {
    String statement = "there are no spurious local minima";
    int trials = near.size() * descents(near);
    if (trials < NEEDED) {
      return new Claim(
          statement, trials + " descents", Agreement.NOT_COMPARABLE, tooFew(trials, "descents"));
    }
    int spurious = 0;
    int open = 0;
    for (MinimaStudy.Entry entry : near) {
      spurious +=
          entry.gradientDescent().count(DescentEnd.SPURIOUS)
              + entry.gradientDescent().count(DescentEnd.OTHER_SOLUTION);
      open += entry.gradientDescent().count(DescentEnd.UNFINISHED);
    }
    Proportion share = Proportion.of(spurious, trials);
    String measured =
        String.format(
            Locale.ROOT,
            "%d of %d descents end at another minimum [%.3f, %.3f]",
            spurious,
            trials,
            share.lower(),
            share.upper());
    if (spurious > 0) {
      return new Claim(statement, measured, Agreement.DIFFERS, spurious + " other minima");
    }
    if (!controlled) {
      return new Claim(
          statement,
          measured,
          Agreement.UNDECIDED,
          "the minimum of the control was not found either");
    }
    return open > 0
        ? new Claim(statement, measured, Agreement.UNDECIDED, open + " descents did not end")
        : new Claim(statement, measured, Agreement.AGREES, "");
  }

  private static Claim global(List<MinimaStudy.Entry> near) {
    String statement = "SGD converges to the global optimum from random starts";
    int trials = near.size() * descents(near);
    if (trials < NEEDED) {
      return new Claim(
          statement, trials + " descents", Agreement.NOT_COMPARABLE, tooFew(trials, "descents"));
    }
    int reached = near.stream().mapToInt(entry -> entry.stochastic().reached().successes()).sum();
    int open =
        near.stream().mapToInt(entry -> entry.stochastic().count(DescentEnd.UNFINISHED)).sum();
    Proportion share = Proportion.of(reached, trials);
    String measured =
        String.format(
            Locale.ROOT,
            "%d of %d runs reach X* [%.3f, %.3f]",
            reached,
            trials,
            share.lower(),
            share.upper());
    if (reached == trials) {
      return new Claim(statement, measured, Agreement.AGREES, "");
    }
    return reached + open == trials
        ? new Claim(statement, measured, Agreement.UNDECIDED, open + " runs did not end")
        : new Claim(
            statement,
            measured,
            Agreement.DIFFERS,
            "%d runs end elsewhere".formatted(trials - reached - open));
  }

  /** Judges that descents with noise end near the optimum that is next to X*. */
  static Judgement noise(NoiseStudy.Results results) {
    List<NoiseStudy.Entry> near =
        results.entries().stream().filter(entry -> entry.isometry() < ISOMETRY).toList();
    int trials = near.stream().mapToInt(NoiseStudy.Entry::descents).sum();
    return Judgement.of(
        seen(near.size(), results.entries().size(), trials),
        "descents of noisy problems",
        List.of(close(near, trials), shrinks(results)));
  }

  private static Claim close(List<NoiseStudy.Entry> near, int trials) {
    String statement = "all local minima are very close to a global optimum";
    if (trials < NEEDED) {
      return new Claim(
          statement, trials + " descents", Agreement.NOT_COMPARABLE, tooFew(trials, "descents"));
    }
    double apart =
        near.stream().mapToDouble(entry -> entry.spread() / entry.typical()).max().orElseThrow();
    double worst =
        near.stream().mapToDouble(entry -> entry.worst() / entry.typical()).max().orElseThrow();
    String measured =
        String.format(
            Locale.ROOT,
            "ends lie at most %.2g times the median error from the minimum next to X*; the largest"
                + " error is %.2f times the median",
            apart,
            worst);
    return apart < 1
        ? new Claim(statement, measured, Agreement.AGREES, "")
        : new Claim(
            statement, measured, Agreement.DIFFERS, "some lie farther from it than X* does");
  }

  /** The abstract gives no rate; that errors fall with the noise is the least that it says. */
  private static Claim shrinks(NoiseStudy.Results results) {
    String statement = "how close depends on the noise";
    List<NoiseStudy.Power> powers =
        results.powers().stream().filter(power -> power.kind() == Law.WORST_WITH_NOISE).toList();
    if (powers.isEmpty()) {
      return new Claim(
          statement,
          "fewer than three levels of noise",
          Agreement.NOT_COMPARABLE,
          "an exponent needs three levels of noise");
    }
    List<String> fits = new ArrayList<>();
    for (NoiseStudy.Power power : results.powers()) {
      if (power.kind() == Law.WORST_WITH_NOISE || power.kind() == Law.WORST_WITH_COUNT) {
        fits.add(
            String.format(
                Locale.ROOT,
                "%s %.2f [%.2f, %.2f]",
                power.quantity(),
                power.exponent(),
                power.lower(),
                power.upper()));
      }
    }
    String measured = "exponents: " + String.join("; ", fits);
    if (powers.stream().anyMatch(power -> power.upper() <= 0)) {
      return new Claim(statement, measured, Agreement.DIFFERS, "errors do not fall with the noise");
    }
    return powers.stream().allMatch(power -> power.lower() > 0)
        ? new Claim(statement, measured, Agreement.AGREES, "")
        : new Claim(statement, measured, Agreement.UNDECIDED, "the exponent may be 0");
  }

  /** Judges that every critical point but X* has negative curvature, in units of σ_r(X*). */
  static Judgement saddles(SaddlesStudy.Results results) {
    List<SaddlesStudy.Entry> near =
        results.entries().stream().filter(entry -> entry.isometry() < ISOMETRY).toList();
    double least = Double.POSITIVE_INFINITY;
    int points = 0;
    int minima = 0;
    int searched = 0;
    for (SaddlesStudy.Entry entry : near) {
      searched += entry.searched().size();
      for (CriticalPoint point : entry.all()) {
        // X* and other matrices of loss 0 are what every critical point but saddles is to be.
        points += point.kind() == CriticalPoint.Kind.SOLUTION ? 0 : 1;
        minima += point.kind() == CriticalPoint.Kind.MINIMUM ? 1 : 0;
      }
      least = Math.min(least, entry.shares().min().orElse(least));
    }
    String statement = "curvature at saddle points is bounded";
    Claim claim;
    if (points < NEEDED / 2) {
      claim =
          new Claim(
              statement,
              points + " critical points",
              Agreement.NOT_COMPARABLE,
              "%d critical points, not %d, of problems whose isometry constant may be below %s"
                  .formatted(points, NEEDED / 2, ISOMETRY));
    } else {
      String measured =
          String.format(
              Locale.ROOT,
              "the least eigenvalue is at most −%.2f σ_r(X*) at %d critical points, %d of them"
                  + " searched from random starts",
              least,
              points,
              searched);
      claim =
          minima == 0
              ? new Claim(statement, measured, Agreement.AGREES, "")
              : new Claim(
                  statement, measured, Agreement.DIFFERS, minima + " have no negative curvature");
    }
    return Judgement.of(
        "%d of %d problems have an isometry constant that may be below %s; %d critical points"
            .formatted(near.size(), results.entries().size(), ISOMETRY, points),
        "critical points that are not X*",
        List.of(claim));
  }

  private static String seen(int near, int all, int descents) {
    return "%d of %d sizes and ratios have an isometry constant that may be below %s; %d descents"
        .formatted(near, all, ISOMETRY, descents);
  }

  private static String tooFew(int found, String what) {
    return "%d %s, not %d, on problems whose isometry constant may be below %s"
        .formatted(found, what, NEEDED, ISOMETRY);
  }

  private static <T> T read(Path run, Class<T> type) throws IOException {
    return Json.readWritten(run.resolve(FactorizationRun.RESULTS), type, RunFolder.MAKE_AGAIN);
  }
}
