package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the proof of Theorem 1 says of concentration, half-normal entries. */
class ConcentrationTest {
  private static List<Exponent> exponents;

  @BeforeAll
  static void measure() {
    exponents = Concentration.of(EntryLaw.halfNormal(), 2000, 1, Workers.ofAllCores());
  }

  private static Exponent exponent(String start) {
    return exponents.stream()
        .filter(exponent -> exponent.quantity().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void deviationsFallFasterThanTheBoundsOfEquation5AndFacts1And2() {
    // A NumPy program of its own, 2000 draws, n from 16 to 144: −0.757, −0.767, −0.796; of leading
    // order are sums of nr squares, whose share of the mean falls as (nr)^−½ = n^−¾. The larger
    // part of the difference is that of the next orders at small n.
    for (String name : List.of("Eq. 5: |W2|², its", "Fact 1: Tr U'U VV', centred, its")) {
      assertThat(exponent(name).measured()).isEqualTo(-0.77, offset(0.05));
      assertThat(exponent(name).upper()).isLessThan(-0.5);
      assertThat(exponent(name).bound()).isEqualTo(-0.5);
    }
    assertThat(exponent("Fact 2: Tr 1U VV', centred, its").measured())
        .isEqualTo(-0.80, offset(0.06));
    assertThat(exponent("Fact 2: Tr 1U VV', centred, its").holds()).isTrue();
  }

  @Test
  void tailsFallFasterThanTheBounds() {
    for (String name : List.of("Eq. 5: |W2|², −ln", "Fact 1: Tr U'U VV', centred, −ln")) {
      Exponent tail = exponent(name);
      assertThat(tail.holds()).as(tail.toString()).isTrue();
      assertThat(tail.bound()).isEqualTo(1);
    }
    assertThat(exponent("Fact 2: Tr 1U VV', centred, −ln").lower()).isGreaterThan(1.0 / 3);
  }

  @Test
  void lemma1HoldsOfCentredMatricesAloneSinceEntriesOfXHaveTheMeanRMuSquared() {
    // Its bound is r^⅔. Entries of X are at least rμ² in the mean, so that the largest grow towards
    // r itself; those of X̂ − X, X̂' and X̂'' grow as √r and a logarithm.
    for (String name : List.of("X", "X̂(½)")) {
      Exponent growth = exponent("Lemma 1: largest entry of " + name + " against");
      assertThat(growth.holds()).as(growth.toString()).isFalse();
      assertThat(growth.lower()).isGreaterThan(0.75);
    }
    for (String name : List.of("X̂(½) − X", "X̂'(½)", "X̂''(½)")) {
      Exponent growth = exponent("Lemma 1: largest entry of " + name + " against");
      assertThat(growth.holds()).as(growth.toString()).isTrue();
      assertThat(growth.measured()).isBetween(0.5, 0.667);
    }
  }
}
