package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.nmf.SolverListener.Iteration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static List<Integer> numbers(int iterations, int step) {
    History.Recorder recorder = new History.Recorder();
    for (int i = 0; i < iterations; i++) {
      recorder.add(new Iteration(i * step, 1, 0, 0, 0));
    }
    return recorder.history().iterations().stream().map(Iteration::number).toList();
  }

  @Test
  void everyIterationOfAnOrdinaryRunIsKept() {
    assertThat(numbers(1000, 16)).hasSize(1000).startsWith(0, 16, 32).endsWith(15_984);
    assertThat(numbers(0, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20_001, 50_003, 400_000})
  void aLongRunIsThinnedEvenlyAndKeepsItsEnds(int iterations) {
    List<Integer> numbers = numbers(iterations, 1);
    assertThat(numbers.size()).isBetween(10_000, History.Recorder.MOST + 1);
    assertThat(numbers.get(0)).isZero();
    assertThat(numbers.get(numbers.size() - 1)).isEqualTo(iterations - 1);
    int every = numbers.get(1);
    assertThat(Integer.bitCount(every)).isEqualTo(1);
    assertThat(numbers.subList(0, numbers.size() - 1))
        .isEqualTo(IntStream.range(0, numbers.size() - 1).mapToObj(i -> i * every).toList());
  }
}
