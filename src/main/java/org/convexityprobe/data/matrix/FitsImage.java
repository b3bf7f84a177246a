package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.ImageHDU;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.FitsFile;
import org.convexityprobe.data.AbsoluteFile;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.UnsupportedContentException;

/**
 * An image of two dimensions in a FITS file (<a
 * href="https://fits.gsfc.nasa.gov/fits_standard.html">standard 4.0</a>), the first one or a named
 * one: in the primary unit or in an extension, plain or in compressed tiles, scaled as its header
 * says. Entries that are BLANK or NaN were not observed.
 */
final class FitsImage {
  /** The library's own messages: what matters of them is in its exceptions. */
  private static final Logger LIBRARY = Logger.getLogger("nom.tam");

  /** What the library's messages say in the terms of its own language. */
  private static final Pattern FOREIGN = Pattern.compile(": null$|:?\\s*java\\.[\\w.]+(?=:)");

  private static final byte[] MAGIC = {'S', 'I', 'M', 'P', 'L', 'E', ' '};

  private final Path file;
  private final String variable;

  private FitsImage(Path file, String variable) {
    this.file = file;
    this.variable = variable;
  }

  /** A unit of a file: its number, name, and the sizes of its image, the slowest first. */
  private record Unit(int number, String name, BasicHDU<?> content, List<Integer> axes) {
    /** Returns whether the image has two dimensions, beside those of size 1. */
    boolean isMatrix() {
      return axes.size() == 2
          || (axes.size() > 2 && axes.stream().filter(axis -> axis > 1).count() == 2);
    }

    boolean isCubeOfMoreThan(long entries) {
      return axes.size() > 2 && entries() > entries;
    }

    /** Returns the number of pixels; 0 of a table. */
    long entries() {
      return axes.stream()
          .mapToLong(Integer::longValue)
          .reduce(axes.isEmpty() ? 0 : 1, (a, b) -> a * b);
    }

    List<Integer> matrixAxes() {
      return axes.size() == 2 ? axes : axes.stream().filter(axis -> axis > 1).toList();
    }

    boolean isCalled(String wanted) {
      return name.equalsIgnoreCase(wanted) || String.valueOf(number).equals(wanted);
    }

    String describe() {
      String what =
          axes.isEmpty()
              ? content instanceof ImageHDU ? "no data" : "a table"
              : axes.stream().map(String::valueOf).collect(Collectors.joining(" × "));
      return "%d%s: %s".formatted(number, name.isEmpty() ? "" : " '" + name + "'", what);
    }
  }

  /**
   * Reads an image.
   *
   * @param variable the name (EXTNAME) or number of its unit, or null for the first image of two
   *     dimensions
   */
  static MatrixReading read(Path file, String variable) throws IOException {
    LIBRARY.setLevel(Level.OFF);
    FitsImage image = new FitsImage(file, variable);
    switch (FileKind.of(file)) {
      case GZIP, BZIP2, XZ -> {
        return image.readPacked();
      }
      default -> {
        return image.readPlain(file);
      }
    }
  }

  /** Unpacks to the end, where the compressed formats have their checksums. */
  private MatrixReading readPacked() throws IOException {
    Path unpacked = temporary();
    try {
      try (InputStream in = CompressedFile.open(file)) {
        Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw fault(
            "its compressed data cannot be unpacked to the end (%s): they are cut short or damaged, or there is no room in %s"
                .formatted(CompressedFile.reason(e), unpacked.getParent()),
            e);
      }
      return readPlain(unpacked);
    } finally {
      Files.deleteIfExists(unpacked);
    }
  }

  private Path temporary() throws IOException {
    try {
      return Files.createTempFile("convexity", ".fits");
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be unpacked: no file can be made in the folder for temporary files, %s; name another one with TMPDIR, or unpack it yourself"
              .formatted(file, System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private MatrixReading readPlain(Path plain) throws IOException {
    try (InputStream in = Files.newInputStream(plain)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw fault("is not a FITS file: it does not start with SIMPLE", null);
      }
    }
    // The library unpacks nothing: for some formats it would start a program.
    try (FitsFile content = new FitsFile(AbsoluteFile.of(plain), "r");
        Fits fits = new Fits(content)) {
      return read(plain, units(fits, Files.size(plain)));
    } catch (MatrixFileException e) {
      throw e;
    } catch (UnsupportedContentException e) {
      throw new MatrixFileException(file, e.getMessage());
    } catch (IOException | RuntimeException e) {
      throw fault("is not a readable FITS file: " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    // The library repeats what it was not told, and fails by its own assumptions.
    boolean meant = e.getMessage() != null && !e.getMessage().contains("Cannot invoke ");
    String known = meant ? FOREIGN.matcher(e.getMessage()).replaceAll("") : "";
    return known.isEmpty() ? "it is damaged or cut short" : known + "; it is damaged or cut short";
  }

  private List<Unit> units(Fits fits, long size) throws IOException {
    List<Unit> units = new ArrayList<>();
    for (BasicHDU<?> unit = fits.readHDU(); unit != null; unit = fits.readHDU()) {
      long end = unit.getData().getFileOffset() + unit.getHeader().getDataSize();
      long needed = end - unit.getHeader().getDataSize() + unpadded(unit);
      if (needed > size) {
        throw fault(
            "unit %d ends at byte %d, but the file has %d: it is cut short; copy or fetch it again"
                .formatted(units.size(), needed, size),
            null);
      }
      FitsNumbers.requireReadable(unit.getHeader());
      String name = unit.getHeader().getStringValue("EXTNAME", "").strip();
      units.add(new Unit(units.size(), name, unit, axes(unit)));
    }
    return units;
  }

  /** Returns the bytes of a unit's data without those that fill its last block. */
  private static long unpadded(BasicHDU<?> unit) {
    long elements = unit.getHeader().getIntValue("NAXIS") > 0 ? 1 : 0;
    for (int axis = 1; axis <= unit.getHeader().getIntValue("NAXIS"); axis++) {
      elements *= unit.getHeader().getLongValue("NAXIS" + axis);
    }
    long extra = unit.getHeader().getLongValue("PCOUNT", 0);
    return Math.abs(unit.getHeader().getLongValue("BITPIX")) / 8 * (elements + extra);
  }

  private static List<Integer> axes(BasicHDU<?> unit) throws IOException {
    int[] axes =
        unit instanceof CompressedImageHDU tiles
            ? tiles.getImageHeader().getIntValue("NAXIS") == 0
                ? new int[0]
                : axes(tiles.getImageHeader())
            : unit instanceof ImageHDU image ? image.getAxes() : null;
    return axes == null ? List.of() : Arrays.stream(axes).boxed().toList();
  }

  /** Returns the sizes of an image, the slowest first. */
  private static int[] axes(nom.tam.fits.Header header) {
    int[] axes = new int[header.getIntValue("NAXIS")];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = header.getIntValue("NAXIS" + (axes.length - axis));
    }
    return axes;
  }

  private MatrixReading read(Path plain, List<Unit> units) throws IOException {
    String all = units.stream().map(Unit::describe).collect(Collectors.joining(", "));
    List<Unit> matrices =
        units.stream()
            .filter(unit -> variable == null || unit.isCalled(variable))
            .filter(Unit::isMatrix)
            .toList();
    if (matrices.isEmpty()) {
      throw fault(
          "no image of two dimensions%s; expected one, found the units %s"
              .formatted(variable == null ? "" : " called '" + variable + "'", all),
          null);
    }
    Unit chosen = matrices.get(0);
    List<String> notes = new ArrayList<>();
    if (matrices.size() > 1) {
      notes.add(
          "the image of unit %d, the first of %s; --variable takes another"
              .formatted(chosen.number(), all));
    } else if (variable == null && units.stream().filter(unit -> unit.entries() > 0).count() > 1) {
      notes.add("the image of unit %d, the only matrix of %s".formatted(chosen.number(), all));
    }
    for (Unit other : units) {
      if (variable == null && !other.isMatrix() && other.isCubeOfMoreThan(chosen.entries())) {
        throw Variable.larger(
            file,
            "unit " + other.describe(),
            "unit " + chosen.describe(),
            String.valueOf(chosen.number()));
      }
    }
    if (chosen.content() instanceof CompressedImageHDU table) {
      FitsHeap.verify(plain, table);
    }
    chosen.content().verifyIntegrity();
    int rows = chosen.matrixAxes().get(0);
    int columns = chosen.matrixAxes().get(1);
    MatrixTooLargeException.require(file, rows, columns);
    ImageHDU image =
        chosen.content() instanceof CompressedImageHDU tiles
            ? new FitsTiles(tiles).image()
            : (ImageHDU) chosen.content();
    double[] values = new FitsNumbers(image).values(rows * columns);
    return MissingEntries.unobserved(
        file, new DenseMatrix(rows, columns, values), "BLANK or NaN", notes);
  }

  private MatrixFileException fault(String problem, Exception cause) {
    return new MatrixFileException(file, problem, cause);
  }
}
