package org.convexityprobe.experiment.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.network.EvaluationLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluations of one unit of work, in a journal of its own until the unit is finished. A unit
 * that starts again gets them back, in the same order, if the same program on the same processor
 * made them. What cannot be read is computed again.
 */
public final class UnitLog implements EvaluationLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnitLog.class);

  /**
   * Evaluations that were written together.
   *
   * @param first how many evaluations came before
   * @param seconds how long the unit had taken by then, over all starts
   * @param numbers of each evaluation λ, how many numbers it has, and these: 64-bit floating point,
   *     the first byte the most significant one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(int first, double seconds, byte[] numbers) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Evaluation(double lambda, double[] numbers) {}

  private final UnfinishedWork place;
  private final Path file;
  private final List<Evaluation> kept = new ArrayList<>();
  private final List<Evaluation> pending = new ArrayList<>();
  private final long start = System.nanoTime();
  private Journal<Part> journal;
  private double secondsBefore;
  private int position;
  private int written;
  private long lastWrite = start;
  private boolean replayed;

  /**
   * Opens the log of a unit.
   *
   * @param place where logs are; null to keep nothing
   * @param unit the unit's name in its run
   * @throws IOException if a log that is there cannot be opened
   */
  UnitLog(UnfinishedWork place, String unit) throws IOException {
    this.place = place;
    file = place == null ? null : place.file(unit);
    if (file != null && Files.exists(file)) {
      try {
        journal = Journal.open(file, Part.class);
        load();
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("evaluations of an earlier start are not used: {}", e.getMessage());
        forget();
      }
    }
  }

  private void load() throws IOException {
    if (!journal.makers().stream().allMatch(Maker.current()::equals)) {
      throw new IOException(
          "%s was made by %s, and this is %s"
              .formatted(file, journal.makers().get(0), Maker.current()));
    }
    for (Part part : journal.entries()) {
      if (part.first() != kept.size()) {
        throw new IOException(
            "%s: a line has evaluation %d, expected %d".formatted(file, part.first(), kept.size()));
      }
      ByteBuffer buffer = ByteBuffer.wrap(part.numbers());
      while (buffer.hasRemaining()) {
        double lambda = buffer.getDouble();
        double[] numbers = new double[(int) buffer.getDouble()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = buffer.getDouble();
        }
        kept.add(new Evaluation(lambda, numbers));
      }
      secondsBefore = part.seconds();
    }
    written = kept.size();
    journal.release();
  }

  /** Removes the file. */
  private void forget() throws IOException {
    kept.clear();
    written = 0;
    secondsBefore = 0;
    if (journal != null) {
      journal.close();
      journal = null;
    }
    Files.deleteIfExists(file);
  }

  @Override
  public double[] next(double lambda, Supplier<double[]> evaluation) {
    replayed = position < kept.size();
    if (replayed) {
      Evaluation known = kept.get(position);
      if (Double.compare(known.lambda(), lambda) != 0) {
        throw new UncheckedIOException(
            new IOException(
                ("%s: evaluation %d is at λ = %s, expected %s; remove this file; only its work is"
                        + " then repeated")
                    .formatted(file, position, known.lambda(), lambda)));
      }
      kept.set(position, null); // its numbers are the scan's from here on
      position++;
      return known.numbers();
    }
    double[] numbers = evaluation.get();
    if (file != null) {
      pending.add(new Evaluation(lambda, numbers.clone()));
      if (System.nanoTime() - lastWrite >= place.interval().toNanos()) {
        try {
          write();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return numbers;
  }

  private void write() throws IOException {
    if (journal == null) {
      Files.createDirectories(file.getParent());
      journal = Journal.open(file, Part.class);
      journal.release();
    }
    int size = pending.stream().mapToInt(one -> 2 + one.numbers().length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(size, Double.BYTES));
    for (Evaluation one : pending) {
      buffer.putDouble(one.lambda()).putDouble(one.numbers().length);
      for (double number : one.numbers()) {
        buffer.putDouble(number);
      }
    }
    journal.append(new Part(written, seconds(), buffer.array()), Maker.current());
    written += pending.size();
    pending.clear();
    lastWrite = System.nanoTime();
  }

  /** Returns whether the last evaluation was known. */
  public boolean replayed() {
    return replayed;
  }

  /** Returns how long the unit has taken, over all starts. */
  public double seconds() {
    return secondsBefore + (System.nanoTime() - start) / 1e9;
  }

  /** Writes what is not yet written, where the unit is long enough to have a file. */
  @Override
  public void close() throws IOException {
    try {
      if (journal != null && !pending.isEmpty()) {
        write();
      }
    } finally {
      if (journal != null) {
        journal.close();
      }
    }
  }
}
