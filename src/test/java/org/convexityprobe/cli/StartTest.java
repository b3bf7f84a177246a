package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.experiment.result.ProbeResults;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes start with each engine and give the same numbers every time. {@code
 * -Dcampaign.starts=50} is the long form.
 */
@EnabledIfSystemProperty(named = "campaign.starts", matches = "\\d+")
class StartTest {
  private static final int STARTS = Integer.getInteger("campaign.starts", 2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"native", "reference", "torch"})
  void everyStartGivesTheSameNumbers(String engine) throws Exception {
    Assumptions.assumeTrue(
        !engine.equals("torch") || LibTorch.lacking().isEmpty(),
        () -> LibTorch.lacking().orElse(""));
    SmallRuns.prepare(folder);
    assertThat(Invocation.of(SmallRuns.TRAIN.arguments(folder)).code()).isZero();
    ProbeResults first = null;
    for (int start = 0; start < STARTS; start++) {
      Path out = folder.resolve("start" + start);
      ChildProcess child =
          ChildProcess.start(
              folder.resolve("log.txt"),
              ("probe "
                      + folder
                      + "/train/epoch-002.zip --lines 1 --points 5 --images 4"
                      + " --data synthetic:8 --threads 1 --quiet --execution "
                      + engine
                      + " --out "
                      + out)
                  .split(" ", -1));
      assertThat(child.await()).as("start %d: %s", start, child.text()).isZero();
      ProbeResults results = ProbeResults.read(out);
      first = first == null ? results : first;
      assertThat(results.checkpoints()).isEqualTo(first.checkpoints());
    }
  }
}
