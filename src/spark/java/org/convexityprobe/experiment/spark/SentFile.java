package org.convexityprobe.experiment.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.convexityprobe.experiment.work.InputFile;

/**
 * A file or folder as executors get it: what its content must be, and a copy for those that do not
 * have it. The copy is a ZIP archive in pieces, which Spark fetches where they are wanted, from the
 * driver or from executors that have them.
 *
 * @param input its path
 * @param sha256 of {@link FileBundle}
 * @param pieces of the archive
 */
record SentFile(InputFile input, String sha256, List<Broadcast<byte[]>> pieces)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int PIECE = 1 << 24;

  /**
   * Gives a copy to Spark.
   *
   * @param sha256 of the bundle
   */
  static SentFile of(InputFile input, FileBundle bundle, String sha256, JavaSparkContext spark)
      throws IOException {
    List<Broadcast<byte[]>> pieces = new ArrayList<>();
    bundle.pack(
        new OutputStream() {
          private final byte[] piece = new byte[PIECE];
          private int filled;

          @Override
          public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            for (int done = 0; done < length; ) {
              int some = Math.min(length - done, PIECE - filled);
              System.arraycopy(bytes, offset + done, piece, filled, some);
              done += some;
              filled += some;
              if (filled == PIECE) {
                send();
              }
            }
          }

          private void send() {
            pieces.add(spark.broadcast(Arrays.copyOf(piece, filled)));
            filled = 0;
          }

          @Override
          public void close() {
            if (filled > 0) {
              send();
            }
          }
        });
    return new SentFile(input, sha256, List.copyOf(pieces));
  }

  /**
   * Writes the copy into an empty folder.
   *
   * @return where the file or folder is now
   * @throws IOException if it cannot be written, or is not what was sent
   */
  Path unpack(Path folder) throws IOException {
    Path archive = Files.createTempFile(folder.getParent(), "input", ".zip");
    for (Broadcast<byte[]> piece : pieces) {
      Files.write(archive, piece.value(), StandardOpenOption.APPEND);
    }
    try (InputStream in = Files.newInputStream(archive)) {
      FileBundle.unpack(in, folder);
    }
    Files.delete(archive);
    Path file = folder.resolve(FileBundle.name(input));
    String found = FileBundle.of(new InputFile(file.toString(), input.beside())).sha256();
    if (!found.equals(sha256)) {
      throw new IOException(
          "the copy of %s that came here has SHA-256 %s; expected %s; leave files as they are while they are read"
              .formatted(input.path(), found, sha256));
    }
    return file;
  }
}
