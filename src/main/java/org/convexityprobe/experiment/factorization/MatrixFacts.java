package org.convexityprobe.experiment.factorization;

import java.util.List;
import org.convexityprobe.data.matrix.MatrixReading;

/**
 * What was read for a factorisation.
 *
 * @param rows n
 * @param columns m
 * @param observed N, the number of observed entries
 * @param notes how the file was read and what its reader noticed, one line each
 */
public record MatrixFacts(int rows, int columns, int observed, List<String> notes) {
  static MatrixFacts of(MatrixReading reading) {
    return new MatrixFacts(
        reading.matrix().rows(),
        reading.matrix().columns(),
        reading.matrix().observedCount(),
        reading.notes());
  }
}
