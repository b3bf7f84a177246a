package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoryFileTest {
  private static final SurfaceTrajectory TRAJECTORY =
      new SurfaceTrajectory(
          List.of(0.75, 0.125),
          List.of(
              new Point(0, 3, 0.5, 0.25, 2.5, 2.25),
              new Point(4, 1, -0.5, 0.5, 1.5, 1.25),
              new Point(9, 0, 0, 0, 0.5, 0.5)));

  @TempDir private Path folder;

  @Test
  void csvHasARowForEachCheckpoint() throws IOException {
    Path file = folder.resolve("t.csv");
    TrajectoryFile.write(TRAJECTORY, file);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            epoch,x,y,residual,loss,surface_loss
            0,3.0,0.5,0.25,2.5,2.25
            4,1.0,-0.5,0.5,1.5,1.25
            9,0.0,0.0,0.0,0.5,0.5
            """);
  }

  @Test
  void hdf5HasTheNamesOfLossLandscape() throws IOException {
    Path file = folder.resolve("t.h5");
    TrajectoryFile.write(TRAJECTORY, file);
    try (HdfFile hdf = new HdfFile(file)) {
      assertThat((double[]) hdf.getDatasetByPath("proj_xcoord").getData()).containsExactly(3, 1, 0);
      assertThat((double[]) hdf.getDatasetByPath("proj_ycoord").getData())
          .containsExactly(0.5, -0.5, 0);
      assertThat((double[]) hdf.getDatasetByPath("explained_variance_ratio_").getData())
          .containsExactly(0.75, 0.125);
    }
  }

  @Test
  void numpyHasAnArrayForEachColumn() throws IOException {
    Path file = folder.resolve("t.npz");
    TrajectoryFile.write(TRAJECTORY, file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(Collections.list(zip.entries()))
          .extracting(Object::toString)
          .containsExactly(
              "epoch.npy",
              "x.npy",
              "y.npy",
              "residual.npy",
              "loss.npy",
              "surface_loss.npy",
              "explained.npy");
    }
  }

  @Test
  void otherEndsOfTheNameAreRefused() {
    assertThatThrownBy(() -> TrajectoryFile.write(TRAJECTORY, folder.resolve("t.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("written as .csv, .npz or .h5");
  }

  @Test
  void theFigureIsDrawnOverFlatAndHoledSurfacesToo() throws IOException {
    SurfaceAxis axis = new SurfaceAxis(-1, 4, 2);
    SurfaceScan flat = new SurfaceScan(axis, axis, List.of(List.of(1.0, 1.0), List.of(1.0, 1.0)));
    SurfaceScan holed =
        new SurfaceScan(axis, axis, List.of(List.of(1.0, 2.0), List.of(3.0, Double.NaN)));
    for (SurfaceScan scan : List.of(flat, holed)) {
      Path file = folder.resolve("t.svg");
      TrajectoryPlot.of("a title", scan, null, TRAJECTORY, true).write(file);
      assertThat(file).isNotEmptyFile();
    }
  }
}
