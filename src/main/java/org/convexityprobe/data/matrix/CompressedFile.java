package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.convexityprobe.data.FileKind;

/** Files that may be compressed by gzip, bzip2 or xz, told by their content. */
final class CompressedFile {
  /** Most memory that an xz file may ask for, in KiB: its own tools never need more by default. */
  private static final int XZ_MEMORY = 128 * 1024;

  private CompressedFile() {}

  /** Opens a file; its content comes unpacked, whatever it was packed with. */
  static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MatrixFileException(file, "no such file");
    }
    FileKind kind = FileKind.of(file);
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return switch (kind) {
        case GZIP ->
            GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
        case BZIP2 -> new BZip2CompressorInputStream(in, true);
        case XZ ->
            XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(XZ_MEMORY)
                .get();
        default -> in;
      };
    } catch (IOException e) {
      in.close();
      throw new MatrixFileException(
          file, "%s, but damaged: %s".formatted(kind.what(), reason(e)), e);
    }
  }

  /** Returns what a file holds once it is unpacked. */
  static FileKind contentOf(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return FileKind.of(in);
    } catch (MatrixFileException e) {
      throw e;
    } catch (IOException e) {
      throw new MatrixFileException(file, "the compressed data are damaged: " + reason(e), e);
    }
  }

  /** Returns what is wrong with compressed data; a stream that ends early often says nothing. */
  static String reason(Exception e) {
    return e.getMessage() == null ? "they end early" : e.getMessage();
  }
}
