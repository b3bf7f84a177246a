package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.landscape.SurfaceScan;

/** A surface in the HDF5 layout of loss-landscape, with data sets of its own for the map. */
final class SurfaceHdf5 {
  private SurfaceHdf5() {}

  /** Writes a surface; {@code map} may be null. */
  static void write(SurfaceScan scan, MapGrid map, Path path) throws IOException {
    double[][] loss = new double[scan.y().points()][scan.x().points()];
    for (int j = 0; j < loss.length; j++) {
      for (int i = 0; i < loss[j].length; i++) {
        loss[j][i] = scan.value(i, j);
      }
    }
    Hdf5File.write(
        path,
        file -> {
          file.putDataset("xcoordinates", SurfaceFile.coordinates(scan.x()));
          file.putDataset("ycoordinates", SurfaceFile.coordinates(scan.y()));
          file.putDataset("train_loss", loss);
          if (map != null) {
            file.putDataset("smaller_eigenvalue", map.smaller());
            file.putDataset("larger_eigenvalue", map.larger());
            file.putDataset("threshold", map.thresholds());
            file.putDataset("convexity", map.codes());
          }
        });
  }
}
