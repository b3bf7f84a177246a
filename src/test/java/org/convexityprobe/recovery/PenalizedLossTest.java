package org.convexityprobe.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The penalty on long rows, and coherent matrices. */
class PenalizedLossTest {
  private static final PlantedInstance.Shape SHAPE =
      new PlantedInstance.Shape(Ensemble.ENTRIES, 12, 2, 100, 0);

  private final PlantedInstance instance = PlantedInstance.draw(SHAPE, 4);

  /** Some rows are longer than 0.3, others are not. */
  private final PenalizedLoss loss = new PenalizedLoss(instance.loss(), 5, 0.3);

  private final Factor point = instance.start(0, 4);
  private final Factor way = instance.start(1, 4);

  /** Central differences err by h² times the third derivative, and by roundings over h. */
  @Test
  void derivativesAreThoseOfCentralDifferences() {
    double h = 1e-5;
    Factor ahead = point.plus(h, way);
    Factor behind = point.plus(-h, way);
    double slope = (loss.at(ahead) - loss.at(behind)) / (2 * h);
    Factor bend = loss.gradient(ahead).minus(loss.gradient(behind)).scaled(1 / (2 * h));

    assertThat(loss.at(point)).isGreaterThan(1.01 * instance.loss().at(point));
    assertThat(loss.gradient(point).dot(way)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
    assertThat(loss.hessianTimes(point, way).minus(bend).norm()).isLessThan(1e-6 * bend.norm());
  }

  @Test
  void nothingIsAddedWhereAllRowsAreShort() {
    PenalizedLoss loose = new PenalizedLoss(instance.loss(), 5, 10);

    assertThat(loose.at(point)).isEqualTo(instance.loss().at(point));
    assertThat(loose.gradient(point).minus(instance.loss().gradient(point)).norm()).isZero();
  }

  @Test
  void partsAverageToAll() {
    double parts = loss.part(0, 40).at(point) * 0.4 + loss.part(40, 100).at(point) * 0.6;

    assertThat(parts).isCloseTo(loss.at(point), within(1e-12 * parts));
  }

  @Test
  void theCoherenceIsLargestWhereAsFewRowsAsTheRankAreLeft() {
    assertThat(PlantedInstance.coherent(SHAPE, 2, 1, Computing.DEFAULT).coherence())
        .isCloseTo(6, within(1e-9));
    assertThat(PlantedInstance.coherent(SHAPE, 12, 1, Computing.DEFAULT).coherence())
        .isBetween(1.0, 5.0);
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new PenalizedLoss(instance.loss(), -1, 1))
        .hasMessageContaining("penalty of weight -1.0");
    assertThatThrownBy(() -> PlantedInstance.coherent(SHAPE, 1, 1, Computing.DEFAULT))
        .hasMessageContaining("1 rows of 12 are not 0; expected 2, the rank, or more");
  }
}
