package org.convexityprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.ScanListener;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceFunction;
import org.convexityprobe.landscape.SurfaceRow;
import org.convexityprobe.landscape.SurfaceScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Figures are files of their kind that hold what they should. */
class FigureTest {
  @TempDir private Path folder;

  private BufferedImage png(Figure figure) throws IOException {
    Path file = folder.resolve("figure.png");
    figure.write(file);
    return ImageIO.read(file.toFile());
  }

  private static long count(BufferedImage image, Color colour) {
    long count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void lineFigureShowsConvexPartsTheRestAndTheirEnds() throws IOException {
    BufferedImage image = png(LinePlot.of("Bowls", Scans.bowls(5), false));

    assertThat(image.getWidth()).isEqualTo(2100); // 7 inches at 300 dots
    assertThat(count(image, ChartStyle.INK)).isPositive();
    assertThat(count(image, ChartStyle.CONTRADICTED)).isPositive();
  }

  @Test
  void aStripHasABarForEachLine() throws IOException {
    BufferedImage few = png(LinePlot.of("Bowls", Scans.bowls(2), false));
    BufferedImage more = png(LinePlot.of("Bowls", Scans.bowls(8), false));

    assertThat(count(few, ChartStyle.CONVEX)).isPositive();
    assertThat(count(few, ChartStyle.CONTRADICTED)).isPositive();
    assertThat(count(more, ChartStyle.CONVEX)).isGreaterThan(2 * count(few, ChartStyle.CONVEX));
  }

  @Test
  void ofVeryManyLinesTheFirstOnesAreDrawn() throws IOException {
    BufferedImage most = png(LinePlot.of("Bowls", Scans.bowls(50), false));
    BufferedImage many = png(LinePlot.of("Bowls", Scans.bowls(200), false));

    assertThat(many.getWidth()).isEqualTo(most.getWidth());
    // One more line of caption, at most, says so.
    assertThat(many.getHeight()).isBetween(most.getHeight(), most.getHeight() + 50);
  }

  @Test
  void ofVeryManySegmentsSomeAreDrawn() throws IOException {
    Map<String, LineScan> segments = new LinkedHashMap<>();
    Scans.bowls(100).forEach(scan -> segments.put("start " + scan.line(), scan));

    assertThat(count(png(PathPlot.of("Segments", segments, "end")), ChartStyle.INK)).isPositive();
  }

  @Test
  void linesThatAreConvexToTheirEndsHaveNoDots() throws IOException {
    LineScan parabola = Scans.of(0, 51, lambda -> lambda * lambda);

    // Nothing but its sample in the legend.
    assertThat(
            count(png(LinePlot.of("Parabola", List.of(parabola), false)), ChartStyle.CONTRADICTED))
        .isLessThan(34 * 34);
  }

  @Test
  void nonFiniteAndNonPositiveValuesAreGaps() throws IOException {
    List<LineScan> lines = new ArrayList<>(Scans.bowls(2));
    lines.add(Scans.of(2, 51, lambda -> lambda > 0.2 ? 1 / 0.0 : lambda < -0.2 ? 0 / 0.0 : 1));
    lines.add(Scans.of(3, 51, lambda -> lambda));

    assertThat(count(png(LinePlot.of("Gaps", lines, true)), ChartStyle.INK)).isPositive();
  }

  @Test
  void nothingToDrawIsSaid() {
    List<LineScan> lines = List.of(Scans.of(0, 5, lambda -> Double.NaN));

    assertThatThrownBy(() -> LinePlot.of("Nothing", lines, false))
        .hasMessageContaining("no line has a finite value");
  }

  @Test
  void logarithmIsSuggestedForLossesOfManyOrders() {
    assertThat(LinePlot.needsLogarithm(Scans.bowls(3))).isFalse();
    assertThat(LinePlot.needsLogarithm(List.of(Scans.of(0, 51, lambda -> Math.exp(20 * lambda)))))
        .isTrue();
    assertThat(LinePlot.needsLogarithm(List.of(Scans.of(0, 51, lambda -> lambda)))).isFalse();
  }

  @Test
  void svgIsWellFormedAndHasThePageSize()
      throws IOException, ParserConfigurationException, SAXException {
    Path file = folder.resolve("figure.svg");
    LinePlot.of("Bowls <&> λ", Scans.bowls(3), false).write(file);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // The SVG names the W3C's DTD, which is not to be fetched.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document document = factory.newDocumentBuilder().parse(file.toFile());

    Element svg = document.getDocumentElement();
    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getAttribute("viewBox")).startsWith("0 0 504");
  }

  @Test
  void textStaysTextInSvg() throws IOException {
    Path file = folder.resolve("figure.svg");
    LinePlot.of("Bowls", Scans.bowls(3), false).write(file);

    assertThat(Files.readString(file))
        .contains(">Bowls</text>")
        .contains(">position λ along the direction</text>")
        .contains(">loss φ(λ)</text>")
        .contains(">−0.4</text>");
  }

  @Test
  void pdfHasTextAndHoldsItsFont() throws IOException {
    Path file = folder.resolve("figure.pdf");
    LinePlot.of("Bowls", Scans.bowls(3), false).write(file);

    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(new PDFTextStripper().getText(document)).contains("Bowls", "−0.4", "λ");
      PDResources page = document.getPage(0).getResources();
      PDResources figure =
          ((PDFormXObject) page.getXObject(page.getXObjectNames().iterator().next()))
              .getResources();
      assertThat(figure.getFontNames()).isNotEmpty();
      for (COSName font : figure.getFontNames()) {
        assertThat(figure.getFont(font).isEmbedded()).isTrue();
      }
    }
  }

  @Test
  void aFigureForOneColumnOfAPaperHasNoWords() throws IOException {
    Path file = folder.resolve("figure.svg");
    FigureLayout column = new FigureLayout(FigureLayout.Width.SINGLE, FigureLayout.Caption.NONE);
    LinePlot.of("Bowls", Scans.bowls(3), false).write(file, column);

    assertThat(Files.readString(file))
        .contains("viewBox=\"0 0 237.6")
        .doesNotContain(">Bowls<")
        .doesNotContain("random lines")
        .contains(">loss φ(λ)</text>");
  }

  @Test
  void theNumbersOfAFigureLieBesideIt() throws IOException {
    LinePlot.of("Bowls", Scans.bowls(2), false).writeAll(folder, "bowls", FigureLayout.DEFAULT);

    assertThat(folder.resolve("bowls.png")).isNotEmptyFile();
    assertThat(folder.resolve("bowls.svg")).isNotEmptyFile();
    assertThat(folder.resolve("bowls.pdf")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("bowls.csv")))
        .hasSize(1 + 2 * 51)
        .startsWith("network,line,lambda,loss,verdict,inside_length");
  }

  @Test
  void otherEndingsAreRefusedAndNothingIsLeft() throws IOException {
    Figure figure = LinePlot.of("Bowls", Scans.bowls(1), false);

    assertThatThrownBy(() -> figure.write(folder.resolve("figure.bmp")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("figure.bmp: figures are written as .png, .svg or .pdf");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void widthFigureHasOneChartADepth() throws IOException {
    Map<NetworkLabel, List<LengthSummary>> measured = new HashMap<>();
    for (int depth : new int[] {8, 20}) {
      for (int width : new int[] {1, 2}) {
        for (int epoch : new int[] {0, 10}) {
          measured.put(
              new NetworkLabel(true, depth, width, epoch),
              List.of(LengthSummary.of(Scans.bowls(2 + width), Bootstrap.DEFAULT)));
        }
      }
    }
    LengthTable table = LengthTable.of(measured, PaperValues.none());

    assertThat(png(LengthPlot.of("Widths", table)).getWidth()).isEqualTo(2100);
  }

  @Test
  void widthFigureOfASingleMeasurementIsDrawn() throws IOException {
    Map<NetworkLabel, List<LengthSummary>> measured =
        Map.of(
            new NetworkLabel(true, 8, 1, 0),
            List.of(LengthSummary.of(Scans.bowls(1), Bootstrap.DEFAULT)));

    assertThat(png(LengthPlot.of("One", LengthTable.of(measured, PaperValues.none()))).getWidth())
        .isEqualTo(2100);
    assertThatThrownBy(() -> LengthPlot.of("None", LengthTable.of(Map.of(), PaperValues.none())))
        .hasMessageContaining("no cells");
  }

  private static SurfaceScan surface(SurfaceFunction function) {
    SurfaceAxis axis = new SurfaceAxis(-1, 1, 21);
    List<SurfaceRow> rows = new ArrayList<>();
    for (int row = 0; row < axis.points(); row++) {
      rows.add(SurfaceScan.scanRow(axis, axis, row, function, ScanListener.NONE));
    }
    return SurfaceScan.of(axis, axis, rows);
  }

  private static Map<String, SurfaceScan> both(SurfaceScan left, SurfaceScan right) {
    Map<String, SurfaceScan> both = new LinkedHashMap<>();
    both.put("left", left);
    both.put("right", right);
    return both;
  }

  @Test
  void comparedSurfacesShareTheirColours() throws IOException {
    SurfaceScan low = surface((x, y) -> 0.5);
    SurfaceScan high = surface((x, y) -> x < 0 ? 0.5 : 2);
    BufferedImage image = png(SurfacePlot.of("Both", both(low, high), Map.of(), false));

    // Charts lie side by side in equal halves; both lefts of the centre are 0.5.
    int y = image.getHeight() / 3;
    int left = image.getRGB(400, y);
    assertThat(left).isNotEqualTo(Color.WHITE.getRGB());
    assertThat(image.getRGB(400 + (int) ((504 - 12 + 10) / 2.0 * 300 / 72), y)).isEqualTo(left);
  }

  @Test
  void holesOfASurfaceStayWhite() throws IOException {
    SurfaceFunction hole = (x, y) -> x * x + y * y < 0.3 ? -1 : 10 + x;
    BufferedImage image = png(SurfacePlot.of("Hole", Map.of("", surface(hole)), Map.of(), true));
    BufferedImage filled =
        png(SurfacePlot.of("Full", Map.of("", surface((x, y) -> 10 + x)), Map.of(), true));

    assertThat(count(image, Color.WHITE)).isGreaterThan(count(filled, Color.WHITE) + 50_000);
    assertThatThrownBy(
            () ->
                SurfacePlot.of("None", Map.of("", surface((x, y) -> Double.NaN)), Map.of(), false))
        .hasMessageContaining("no surface has a finite value");
  }

  @Test
  void surfacesAreSeenFromAboveTheirEdgeInTheSameColours() throws IOException {
    SurfaceScan bowl = surface((x, y) -> 1 + x * x + y * y);
    Map<String, SurfaceScan> surfaces = both(bowl, surface((x, y) -> x > 0.9 ? Double.NaN : 1));
    BufferedImage image = png(SurfacePlot.relief("Bowls", surfaces, false));
    assertThat(image.getWidth()).isEqualTo(2100);
    assertThat(count(image, HeightScale.of(surfaces.values(), false).colour(1))).isPositive();
  }

  @Test
  void aConvexityMapHasAColourForEachVerdictAndALegendOfAllFour() throws IOException {
    Map<SurfaceFunction, Color> colours = new LinkedHashMap<>();
    colours.put((x, y) -> x * x + y * y, ChartStyle.CONVEX);
    colours.put((x, y) -> x * y, ChartStyle.ACCENT);
    colours.put((x, y) -> -x * x - y * y, ChartStyle.INK);
    colours.put((x, y) -> 1, ChartStyle.UNDECIDED);
    for (Map.Entry<SurfaceFunction, Color> each : colours.entrySet()) {
      BufferedImage image = png(convexity("Map", surface(each.getKey())));
      assertThat(count(image, each.getValue())).isGreaterThan(100_000);
      for (Color other : colours.values()) {
        // A square of the legend has 33 × 33 dots; hatching may take most of it.
        assertThat(count(image, other)).isGreaterThanOrEqualTo(300);
      }
    }
  }

  @Test
  void sharesOfAMapAreSaidInWords() {
    assertThat(SurfacePlot.shares(ConvexityMap.of(surface((x, y) -> x * y), 0, 4)))
        .isEqualTo(
            "convex at 0.0 %, undecided at 0.0 %, saddle at 100.0 %, concave at 0.0 % of 361"
                + " points");
  }

  private static Figure convexity(String title, SurfaceScan scan) {
    return SurfacePlot.convexity(title, Map.of("", scan), Map.of("", ConvexityMap.of(scan, 0, 4)));
  }
}
