package org.convexityprobe.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.convexityprobe.data.AtomicFile;

/** A kind of image file that a figure can be written to. */
enum FigureFile {
  PNG {
    @Override
    void write(Figure.Page page, Path path) throws IOException {
      double scale = DOTS / 72.0;
      BufferedImage image =
          new BufferedImage(
              (int) Math.ceil(page.width() * scale),
              (int) Math.ceil(page.height() * scale),
              BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.scale(scale, scale);
      page.paint(graphics);
      graphics.dispose();
      // In memory first: ImageIO hides why a stream to disk failed, and a process that is killed
      // would leave a temporary file behind.
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
        ImageIO.write(image, "png", out);
      }
      AtomicFile.write(path, png::writeTo);
    }
  },
  SVG {
    @Override
    void write(Figure.Page page, Path path) throws IOException {
      VectorGraphics2D graphics = new VectorGraphics2D();
      page.paint(graphics);
      ByteArrayOutputStream svg = new ByteArrayOutputStream();
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(page.width(), page.height()))
          .writeTo(svg);
      // Their letters are as wide, so that the figure looks the same without the font.
      String text =
          svg.toString(StandardCharsets.UTF_8)
              .replace(FAMILY, FAMILY + "', 'Arial', 'Helvetica', 'sans-serif");
      AtomicFile.writeString(path, text);
    }
  },
  PDF {
    @Override
    void write(Figure.Page page, Path path) throws IOException {
      ByteArrayOutputStream pdf = new ByteArrayOutputStream();
      try (PDDocument document = new PDDocument();
          PdfBoxGraphics2DFontTextDrawer fonts = new PdfBoxGraphics2DFontTextDrawer()) {
        fonts.registerFont(FAMILY, ChartStyle.fontFile());
        // The same figure is the same file.
        document.setDocumentId(1L);
        PDPage sheet = new PDPage(new PDRectangle((float) page.width(), (float) page.height()));
        document.addPage(sheet);
        PdfBoxGraphics2D graphics =
            new PdfBoxGraphics2D(document, (float) page.width(), (float) page.height());
        graphics.setFontTextDrawer(fonts);
        page.paint(graphics);
        graphics.dispose();
        try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
          content.drawForm(graphics.getXFormObject());
        }
        document.save(pdf);
      }
      AtomicFile.write(path, pdf::writeTo);
    }
  };

  private static final String FAMILY = "Liberation Sans";

  /** Dots an inch of a PNG. */
  static final int DOTS = 300;

  abstract void write(Figure.Page page, Path path) throws IOException;

  static FigureFile of(String format, Path path) {
    return switch (format) {
      case "png" -> PNG;
      case "svg" -> SVG;
      case "pdf" -> PDF;
      default ->
          throw new IllegalArgumentException(path + ": figures are written as .png, .svg or .pdf");
    };
  }
}
