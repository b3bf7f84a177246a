package org.convexityprobe.data;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes {@code .npz} archives of 32-bit numbers; the same tensors always give the same bytes. */
final class NpzWriter {
  /** The earliest time that a zip archive can state. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final List<Tensor> tensors;

  NpzWriter(List<Tensor> tensors) {
    this.tensors = tensors;
  }

  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Tensor tensor : tensors) {
      ZipEntry entry = new ZipEntry(tensor.name() + ".npy");
      entry.setTimeLocal(EPOCH);
      zip.putNextEntry(entry);
      writeArray(tensor, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  /** Writes one array in the {@code .npy} format. */
  static void writeArray(Tensor tensor, OutputStream out) throws IOException {
    out.write(NpyHeader.bytes(tensor.shape()));
    SafetensorsWriter.writeValues(tensor.values(), out);
  }
}
