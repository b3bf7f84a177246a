package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Surfaces in the formats of other programs. */
class SurfaceFileTest {
  private static final SurfaceAxis X = new SurfaceAxis(-1, 1, 3);
  private static final SurfaceAxis Y = new SurfaceAxis(0, 0.5, 2);

  @TempDir private Path folder;

  /** x + 10 y, with a hole at (1, 0). */
  private static SurfaceScan scan() {
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      rows.add(
          SurfaceScan.scanRow(
              X, Y, row, (x, y) -> x > 0 && y == 0 ? Double.NaN : x + 10 * y, ScanListener.NONE));
    }
    return SurfaceScan.of(X, Y, rows);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    SurfaceFile.write(scan(), null, file);
    return file;
  }

  @Test
  void csvHasARowAPoint() throws IOException {
    assertThat(Files.readAllLines(write("surface.csv")))
        .containsExactly(
            "x,y,loss",
            "-1.0,0.0,-1.0",
            "0.0,0.0,0.0",
            "1.0,0.0,NaN",
            "-1.0,0.5,4.0",
            "0.0,0.5,5.0",
            "1.0,0.5,6.0");
  }

  @Test
  void numpyArraysAreInFormatOne() throws IOException {
    try (ZipFile zip = new ZipFile(write("surface.npz").toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry("loss.npy")).readAllBytes();
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int headerEnd = 10 + buffer.getShort(8);
      String header = new String(bytes, 10, headerEnd - 10, StandardCharsets.US_ASCII);

      assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
      assertThat(headerEnd % 64).isZero();
      assertThat(header)
          .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }")
          .endsWith("\n");
      double[] loss = new double[6];
      buffer.position(headerEnd).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(loss);
      assertThat(loss).containsExactly(-1, 0, Double.NaN, 4, 5, 6);
      assertThat(zip.getEntry("x.npy").getSize()).isEqualTo(128 + 3 * 8);
    }
  }

  /** Of a saddle, its Hessian ((2, 0), (0, −4)) at the one inner point (0, 1). */
  private Path writeWithMap(String name) throws IOException {
    SurfaceAxis y = new SurfaceAxis(0, 2, 3);
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      rows.add(SurfaceScan.scanRow(X, y, row, (a, b) -> a * a - 2 * b * b, ScanListener.NONE));
    }
    SurfaceScan scan = SurfaceScan.of(X, y, rows);
    Path file = folder.resolve(name);
    SurfaceFile.write(scan, ConvexityMap.of(scan, 0.125, 4), file);
    return file;
  }

  @Test
  void exportsHaveTheConvexityMapOnTheSameGrid()
      throws IOException, ParserConfigurationException, SAXException {
    List<String> csv = Files.readAllLines(writeWithMap("map.csv"));
    assertThat(csv.get(0))
        .isEqualTo("x,y,loss,smaller_eigenvalue,larger_eigenvalue,threshold,convexity");
    assertThat(csv.get(1)).isEqualTo("-1.0,0.0,1.0,,,,");
    // 4 · 0.125 · √12.5 = 1.77 is below both eigenvalues.
    assertThat(csv.get(5)).startsWith("0.0,1.0,-2.0,-4.0,2.0,1.767").endsWith(",saddle");
    try (HdfFile file = new HdfFile(writeWithMap("map.h5"))) {
      assertThat((double[][]) file.getDatasetByPath("convexity").getData())
          .isDeepEqualTo(new double[][] {{-1, -1, -1}, {-1, 2, -1}, {-1, -1, -1}});
      assertThat(((double[][]) file.getDatasetByPath("smaller_eigenvalue").getData())[1])
          .containsExactly(Double.NaN, -4, Double.NaN);
    }
    Document vtk =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(writeWithMap("map.vts").toFile());
    assertThat(array(vtk, 2)).isEqualTo("0.0 0.0 0.0 0.0 -4.0 0.0 0.0 0.0 0.0");
    assertThat(array(vtk, 4)).isEqualTo("-1.0 -1.0 -1.0 -1.0 2.0 -1.0 -1.0 -1.0 -1.0");
    try (ZipFile zip = new ZipFile(writeWithMap("map.npz").toFile())) {
      byte[] codes = zip.getInputStream(zip.getEntry("convexity.npy")).readAllBytes();
      assertThat(ByteBuffer.wrap(codes).order(ByteOrder.LITTLE_ENDIAN).getDouble(128 + 4 * 8))
          .isEqualTo(2);
      assertThat(zip.getEntry("larger_eigenvalue.npy").getSize()).isEqualTo(128 + 9 * 8);
    }
  }

  /** A CSV file asks for each at each point. */
  @Test
  void mapsAreSpreadOverTheirSurfaceOnce() {
    SurfaceAxis y = new SurfaceAxis(0, 2, 3);
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      rows.add(SurfaceScan.scanRow(X, y, row, (a, b) -> a * a + b, ScanListener.NONE));
    }
    SurfaceScan scan = SurfaceScan.of(X, y, rows);
    MapGrid grid = new MapGrid(scan, ConvexityMap.of(scan, 0.125, 4));
    assertThat(grid.smaller()).isSameAs(grid.smaller());
    assertThat(grid.larger()).isSameAs(grid.larger());
    assertThat(grid.thresholds()).isSameAs(grid.thresholds());
  }

  @Test
  void equalSurfacesMakeEqualArchives() throws IOException {
    assertThat(write("a.npz")).hasSameBinaryContentAs(write("b.npz"));
  }

  @Test
  void hdf5HasTheLayoutOfLossLandscape() throws IOException {
    try (HdfFile file = new HdfFile(write("surface.h5"))) {
      assertThat((double[]) file.getDatasetByPath("xcoordinates").getData())
          .containsExactly(-1, 0, 1);
      assertThat((double[]) file.getDatasetByPath("ycoordinates").getData())
          .containsExactly(0, 0.5);
      double[][] loss = (double[][]) file.getDatasetByPath("train_loss").getData();
      assertThat(loss[0]).containsExactly(-1, 0, Double.NaN);
      assertThat(loss[1]).containsExactly(4, 5, 6);
    }
  }

  @Test
  void vtkHidesHoles() throws IOException, ParserConfigurationException, SAXException {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(write("surface.vts").toFile());
    Element piece = (Element) document.getElementsByTagName("Piece").item(0);

    assertThat(piece.getAttribute("Extent")).isEqualTo("0 2 0 1 0 0");
    assertThat(array(document, 0)).isEqualTo("-1.0 0.0 0.0 4.0 5.0 6.0");
    assertThat(array(document, 1)).isEqualTo("0 0 2 0 0 0");
    assertThat(array(document, 2)).startsWith("-1.0 0.0 -1.0 0.0 0.0 0.0 1.0 0.0 0.0 -1.0 0.5 4.0");
  }

  private static String array(Document document, int index) {
    return document
        .getElementsByTagName("DataArray")
        .item(index)
        .getTextContent()
        .strip()
        .replaceAll("\\s+", " ");
  }

  @Test
  void otherEndingsAreRefusedAndNothingIsLeft() throws IOException {
    assertThatThrownBy(() -> write("surface.mat")).hasMessageContaining("surface.mat");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
