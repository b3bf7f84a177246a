package org.convexityprobe.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The checksums of a PNG image, which Java's decoder does not verify. After eight bytes, such a
 * file is a row of chunks: length, type, data, and the CRC-32 of type and data (PNG specification,
 * §5.3). IEND is the last.
 */
final class PngChecksums {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int TYPE = 4;
  private static final String LAST = "IEND";

  private PngChecksums() {}

  /**
   * Reads all chunks, if the file is a PNG image.
   *
   * @throws IOException if a checksum is wrong or the file ends early; the message does not name
   *     the file
   */
  static void verify(Path file) throws IOException {
    CRC32 sum = new CRC32();
    try (CheckedInputStream checked =
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum);
        DataInputStream in = new DataInputStream(checked)) {
      if (!Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE)) {
        return;
      }
      String type = "";
      while (!type.equals(LAST)) {
        long length = Integer.toUnsignedLong(in.readInt());
        sum.reset();
        type = new String(in.readNBytes(TYPE), StandardCharsets.ISO_8859_1);
        in.skipNBytes(length);
        long computed = sum.getValue();
        long announced = Integer.toUnsignedLong(in.readInt());
        if (computed != announced) {
          throw new IOException(
              "damaged: chunk %s has another checksum (CRC-32) than the file says".formatted(type));
        }
      }
    } catch (EOFException e) {
      throw new IOException("damaged: it ends before chunk " + LAST, e);
    }
  }
}
