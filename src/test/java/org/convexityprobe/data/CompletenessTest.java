package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  record Shares(Map<RoundingMode, Double> shares) {}

  record Settings(Map<String, Object> configuration) {}

  record Rows(List<Shares> rows) {}

  @Test
  void aResultThatIsNullIsNamedWithItsKey() {
    Map<RoundingMode, Double> shares = new HashMap<>(Map.of(RoundingMode.UP, 0.5));
    assertThat(Completeness.missing(new Rows(List.of(new Shares(shares))))).isEmpty();
    shares.put(RoundingMode.DOWN, null);
    assertThat(Completeness.missing(new Rows(List.of(new Shares(shares)))))
        .contains("rows[0].shares.DOWN");
  }

  @Test
  void settingsMayBeNull() {
    Map<String, Object> settings = Collections.singletonMap("device", null);
    assertThat(Completeness.missing(new Settings(settings))).isEmpty();
  }
}
