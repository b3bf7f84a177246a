package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.work.Cluster;
import org.convexityprobe.experiment.work.FailedUnitsException;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.UnitExecutor;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.network.NotFiniteException;

/**
 * Computes units on Apache Spark, each as one task. Units and entries travel as JSON. Executors
 * read files from the paths that units name where these are the same files there, and copies that
 * the driver sent elsewhere. A unit that fails is tried once more, after all others.
 */
public final class SparkExecutor implements UnitExecutor {
  private final SparkContext spark;
  private final Cluster cluster;
  private final Consumer<String> notices;
  private final UnitContext context;
  private final Set<String> processors = new TreeSet<>();
  private final SentFiles files;
  private int jobs;

  private SparkExecutor(SparkContext spark, Cluster cluster, Consumer<String> notices) {
    this.spark = spark;
    this.cluster = cluster;
    this.notices = notices;
    context = new UnitContext(cluster.threads());
    files = new SentFiles(spark);
    processors.add(Environment.facts().get("processor"));
  }

  /**
   * Connects to a cluster.
   *
   * @throws IOException if it cannot be reached
   */
  public static SparkExecutor connect(Cluster cluster, Consumer<String> notices)
      throws IOException {
    SparkContext spark;
    try {
      spark = new SparkContext(SparkSettings.of(cluster));
    } catch (Exception e) {
      if (e instanceof SparkException || e instanceof RuntimeException) {
        throw new IOException(
            "Apache Spark does not start with --cluster %s: %s"
                .formatted(cluster.master(), e.getMessage()),
            e);
      }
      throw e;
    }
    if (spark.uiWebUrl().isDefined()) {
      notices.accept("the cluster's page: " + spark.uiWebUrl().get());
    }
    return new SparkExecutor(spark, cluster, notices);
  }

  @Override
  public UnitContext context() {
    return context;
  }

  @Override
  public <E, L, U extends WorkUnit<E, L>> void execute(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    Attempt<U> first = attempt(units, control, receiver);
    Attempt<U> second = attempt(first.failed, control, receiver);
    if (!second.failed.isEmpty()) {
      throw new FailedUnitsException(second.reasons(), second.lackOfMemory());
    }
  }

  /**
   * What came of units.
   *
   * @param failed those that are to be tried again
   * @param failures why, in the same order
   */
  private record Attempt<U extends WorkUnit<?, ?>>(List<U> failed, List<UnitOutcome> failures) {
    List<String> reasons() {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < failed.size(); i++) {
        UnitOutcome failure = failures.get(i);
        lines.add(
            "%s on %s: %s%s"
                .formatted(
                    failed.get(i).describe(),
                    failure.host(),
                    failure.kind() == UnitOutcome.Kind.MEMORY ? "too little memory: " : "",
                    failure.message()));
      }
      return lines;
    }

    /** Returns the first lack of memory among the reasons, or null. */
    OutOfMemoryError lackOfMemory() {
      return failures.stream()
          .filter(failure -> failure.kind() == UnitOutcome.Kind.MEMORY)
          .findFirst()
          .map(failure -> new OutOfMemoryError(failure.message()))
          .orElse(null);
    }
  }

  private <E, L, U extends WorkUnit<E, L>> Attempt<U> attempt(
      List<U> units, RunControl<L> control, Receiver<? super U, ? super E> receiver)
      throws IOException {
    Attempt<U> attempt = new Attempt<>(new ArrayList<>(), new ArrayList<>());
    // Some may belong to what failed since they were handed over.
    List<U> wanted = new ArrayList<>();
    for (U unit : units) {
      if (receiver.wants(unit)) {
        wanted.add(unit);
      }
    }
    if (wanted.isEmpty()) {
      return attempt;
    }
    jobs++;
    List<UnitTask.Work> work = new ArrayList<>();
    Set<InputFile> inputs = new LinkedHashSet<>();
    for (U unit : wanted) {
      List<InputFile> own = cluster.isThisProcess() ? List.of() : unit.inputs();
      inputs.addAll(own);
      work.add(
          new UnitTask.Work(UnitTask.Sent.of(unit), own.stream().map(InputFile::path).toList()));
    }
    try {
      UnitTask task = new UnitTask(Environment.program(), cluster.threads(), files.send(inputs));
      try (UnitJob job = UnitJob.submit(spark, work, task, "units-" + jobs)) {
        for (int done = 0; done < wanted.size(); done++) {
          UnitJob.Arrival arrival = job.next(control);
          note(arrival.outcome());
          U unit = wanted.get(arrival.index());
          if (receiver.wants(unit)) {
            take(unit, arrival.outcome(), attempt, control, receiver);
          }
        }
      }
    } catch (IllegalStateException e) {
      if (spark.isStopped()) {
        throw new IOException(
            "the cluster %s ended this command's work; its page and the logs of its workers say why"
                .formatted(cluster.master()),
            e);
      }
      throw e;
    }
    return attempt;
  }

  /** Hands over what a unit gave, or notes that it failed. */
  private static <E, L, U extends WorkUnit<E, L>> void take(
      U unit,
      UnitOutcome outcome,
      Attempt<U> attempt,
      RunControl<L> control,
      Receiver<? super U, ? super E> receiver)
      throws IOException {
    if (outcome.kind() == null) {
      @SuppressWarnings("unchecked") // a unit of this kind gave it
      E entry = (E) outcome.entry().read();
      unit.retell(entry, control.listener());
      receiver.accept(unit, entry, new Maker(Environment.program(), outcome.processor()));
    } else if (outcome.kind() == UnitOutcome.Kind.NOT_FINITE) {
      // It would be so again.
      receiver.notFinite(unit, new NotFiniteException(outcome.message()));
    } else {
      attempt.failed.add(unit);
      attempt.failures.add(outcome);
    }
  }

  private void note(UnitOutcome outcome) {
    if (outcome.kind() == UnitOutcome.Kind.VERSION) {
      throw new IllegalArgumentException(
          "cluster is '%s', whose machine %s runs version %s of this program; expected this one, %s; put the same build on all machines"
              .formatted(
                  cluster.master(), outcome.host(), outcome.message(), Environment.program()));
    }
    if (processors.add(outcome.processor())) {
      notices.accept(
          "note: machines with other processors compute too (%s: %s); the last bits of results may differ between them"
              .formatted(outcome.host(), outcome.processor()));
    }
  }

  @Override
  public void close() {
    context.close();
    spark.stop();
    Slot.closeAll();
  }
}
