package org.convexityprobe.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** A scan survives a journal. */
class LineScanJsonTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyNumberComesBackBitByBitNonFiniteOnesIncluded() throws JsonProcessingException {
    LineScan scan =
        new LineScanner(ScanSettings.DEFAULT)
            .scan(
                3,
                lambda ->
                    lambda < -0.4
                        ? Double.NaN
                        : lambda > 0.45
                            ? Double.NEGATIVE_INFINITY
                            : lambda > 0.4 ? Double.POSITIVE_INFINITY : Math.exp(lambda / 3));

    assertThat(json.readValue(json.writeValueAsString(scan), LineScan.class)).isEqualTo(scan);
  }

  @Test
  void whatComesBackIsJudgedAsBefore() throws JsonProcessingException {
    LineScan scan =
        new LineScanner(ScanSettings.DEFAULT, SampleDesign.simple(40, 1000))
            .scan(0, SoftmaxRegression.alongRandomLine(1));
    LineScan back = json.readValue(json.writeValueAsString(scan), LineScan.class);

    assertThat(scan.sampling()).isNotNull();
    assertThat(back).isEqualTo(scan);
    assertThat(Judging.again(back, ScanSettings.DEFAULT.z())).isEqualTo(scan);
  }

  @Test
  void settingsComeBack() throws JsonProcessingException {
    ScanSettings settings = ScanSettings.DEFAULT.refining().withConfidence(0.9, 5).withZ(3);

    assertThat(json.readValue(json.writeValueAsString(settings), ScanSettings.class))
        .isEqualTo(settings);
  }
}
