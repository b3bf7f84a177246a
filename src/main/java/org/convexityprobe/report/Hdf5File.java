package org.convexityprobe.report;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.convexityprobe.data.AtomicFile;

/** Files in HDF5. */
final class Hdf5File {
  private Hdf5File() {}

  /** Writes a file, replacing what was there at once. */
  static void write(Path path, Consumer<WritableHdfFile> content) throws IOException {
    AtomicFile.writeByPath(
        path,
        temporary -> {
          try (WritableHdfFile file = HdfFile.write(temporary)) {
            content.accept(file);
          }
        });
  }
}
