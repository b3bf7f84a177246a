package org.convexityprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.NumpyWriter;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;

/**
 * Trajectories as files for other programs, by the end of the file's name.
 *
 * <ul>
 *   <li>{@code .csv}: columns epoch, x, y, residual, loss, surface_loss, one row a checkpoint
 *   <li>{@code .npz}: the same columns as NumPy arrays, and {@code explained}, the parts of the
 *       variance
 *   <li>{@code .h5}: the layout of loss-landscape (Li et al. 2018): {@code proj_xcoord}, {@code
 *       proj_ycoord} and {@code explained_variance_ratio_}, which its {@code plot_trajectory} and
 *       {@code plot_2D} read
 * </ul>
 */
public final class TrajectoryFile {
  /** A column of the table. */
  private record Column(String name, Function<Point, Number> value) {
    double[] of(SurfaceTrajectory trajectory) {
      return trajectory.points().stream()
          .mapToDouble(point -> value.apply(point).doubleValue())
          .toArray();
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("epoch", Point::epoch),
          new Column("x", Point::x),
          new Column("y", Point::y),
          new Column("residual", Point::residual),
          new Column("loss", Point::loss),
          new Column("surface_loss", Point::surfaceLoss));

  private TrajectoryFile() {}

  /**
   * Writes a trajectory, replacing the file at once.
   *
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public static void write(SurfaceTrajectory trajectory, Path path) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> writeCsv(trajectory, path);
      case "npz" -> writeNumpy(trajectory, path);
      case "h5" -> writeHdf5(trajectory, path);
      default ->
          throw new IllegalArgumentException(
              path + ": trajectories are written as .csv, .npz or .h5");
    }
  }

  private static void writeCsv(SurfaceTrajectory trajectory, Path path) throws IOException {
    List<String> header = COLUMNS.stream().map(Column::name).toList();
    AtomicFile.writeString(
        path, CsvText.of(header, trajectory.points().stream().map(TrajectoryFile::row).toList()));
  }

  private static List<Number> row(Point point) {
    return COLUMNS.stream().map(column -> column.value.apply(point)).toList();
  }

  private static void writeNumpy(SurfaceTrajectory trajectory, Path path) throws IOException {
    AtomicFile.write(
        path,
        stream -> {
          NumpyWriter archive = new NumpyWriter(stream);
          for (Column column : COLUMNS) {
            archive.add(column.name, column.of(trajectory));
          }
          archive.add("explained", explained(trajectory));
          archive.finish();
        });
  }

  private static void writeHdf5(SurfaceTrajectory trajectory, Path path) throws IOException {
    Hdf5File.write(
        path,
        file -> {
          file.putDataset("proj_xcoord", COLUMNS.get(1).of(trajectory));
          file.putDataset("proj_ycoord", COLUMNS.get(2).of(trajectory));
          file.putDataset("explained_variance_ratio_", explained(trajectory));
        });
  }

  private static double[] explained(SurfaceTrajectory trajectory) {
    return trajectory.explained().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
