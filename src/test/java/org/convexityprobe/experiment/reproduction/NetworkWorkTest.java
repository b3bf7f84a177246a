package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.experiment.surface.SurfaceRun;
import org.convexityprobe.network.NotFiniteException;
import org.junit.jupiter.api.Test;

class NetworkWorkTest {
  /** Other failures end the whole reproduction. */
  @Test
  void surfacesOfNoNetworkAreANumericalFailure() {
    Manifest manifest =
        new Manifest(Manifest.SCHEMA_VERSION, SurfaceRun.KIND, Map.of(), Map.of(), List.of());
    SurfaceResults none = new SurfaceResults(SurfaceResults.SCHEMA_VERSION, manifest, List.of());
    assertThatThrownBy(() -> NetworkWork.requireSome(none))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("no network has a finite loss");
  }
}
