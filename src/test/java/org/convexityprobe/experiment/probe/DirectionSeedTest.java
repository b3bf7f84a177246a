package org.convexityprobe.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.convexityprobe.experiment.SomeResults;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;
import org.junit.jupiter.api.Test;

/** Which lines have draws of their own. */
class DirectionSeedTest {
  private static Checkpoint network(SomeResults results) {
    return results.lines(5).description();
  }

  @Test
  void epochsOfOneNetworkShareTheirDraws() {
    assertThat(DirectionSeed.of(1, network(SomeResults.of(20, 2, 0))))
        .isEqualTo(DirectionSeed.of(1, network(SomeResults.of(20, 2, 300))));
  }

  @Test
  void everyOtherNetworkAndSeedHasItsOwn() {
    SomeResults withoutShortcuts =
        SomeResults.of(20, 2, 0).network(ResNetArchitecture.of(20, 2).withShortcut(Shortcut.NONE));
    assertThat(
            Stream.of(
                    SomeResults.of(20, 2, 0),
                    SomeResults.of(20, 4, 0),
                    SomeResults.of(32, 2, 0),
                    SomeResults.of(20, 2, 0).seed(2),
                    SomeResults.of(20, 2, 0).imported("theirs.zip"),
                    withoutShortcuts)
                .flatMap(each -> Stream.of(1, 2).map(s -> DirectionSeed.of(s, network(each)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSeedIsTheSameUnderEveryLocale() {
    Checkpoint network = network(SomeResults.of(20, 2, 0));
    Locale locale = Locale.getDefault();
    long seed = DirectionSeed.of(1, network);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(DirectionSeed.of(1, network)).isEqualTo(seed);
    } finally {
      Locale.setDefault(locale);
    }
    // printf 'directions seed=1 depth=20 width=2 shortcut=PROJECTION training=1' | sha256sum
    assertThat(String.format("%016x", seed)).isEqualTo("16aae28f0d17d225");
  }
}
